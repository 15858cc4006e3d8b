CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NULL,
    note varchar(20) NULL,
    KEY c_idx (c)
);
INSERT INTO items (id, c) VALUES (1, 1), (2, NULL);
