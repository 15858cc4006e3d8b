CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(30) NOT NULL DEFAULT 'it''s',
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'x');
