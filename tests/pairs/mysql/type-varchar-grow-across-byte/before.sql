CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(50) NOT NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'a'), (2, 'zz');
