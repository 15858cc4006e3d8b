CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(40) NULL DEFAULT (concat('a', 'b')),
    note varchar(20) NULL
);
