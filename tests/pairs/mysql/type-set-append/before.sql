CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c set('a','b') NOT NULL DEFAULT '',
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'a,b'), (2, '');
