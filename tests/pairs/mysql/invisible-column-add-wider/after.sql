CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bigint NULL INVISIBLE,
    note varchar(20) NULL
);
