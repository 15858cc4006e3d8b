CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bigint unsigned NOT NULL,
    note varchar(20) NULL
);
