CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(50) NOT NULL,
    note varchar(20) NULL,
    KEY c_idx (c)
);
INSERT INTO items (id, c) VALUES (1, 'a'), (2, 'zz');
