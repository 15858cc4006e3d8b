CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(30) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NULL,
    note varchar(20) NULL,
    KEY c_idx (c)
);
INSERT INTO items (id, c) VALUES (1, 'a'), (2, NULL);
