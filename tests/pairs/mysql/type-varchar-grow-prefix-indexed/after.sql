CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(60) NOT NULL,
    note varchar(20) NULL,
    KEY c_idx (c(10))
);
