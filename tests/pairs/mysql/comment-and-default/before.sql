CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NULL COMMENT 'a' DEFAULT 1,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 1);
