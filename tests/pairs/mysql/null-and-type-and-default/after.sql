CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bigint NOT NULL DEFAULT 7,
    note varchar(20) NULL
);
