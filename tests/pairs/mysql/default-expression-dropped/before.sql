CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(40) NULL DEFAULT (lower('AB')),
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'x');
