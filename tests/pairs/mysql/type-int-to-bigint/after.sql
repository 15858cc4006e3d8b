CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bigint NOT NULL,
    note varchar(20) NULL
);
