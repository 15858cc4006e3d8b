CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bigint NULL,
    note varchar(20) NULL,
    KEY c_idx (c)
);
