CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL
) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
INSERT INTO items (id, a, b) VALUES (1, 10, 'x'), (2, NULL, 'y'), (3, 30, NULL);
