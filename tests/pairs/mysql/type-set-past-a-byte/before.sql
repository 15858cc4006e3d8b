CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c set('a','b','c','d','e','f','g','h') NOT NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'a,h'), (2, '');
