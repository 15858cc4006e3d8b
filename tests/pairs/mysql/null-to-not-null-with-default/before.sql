CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(10) NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'a');
