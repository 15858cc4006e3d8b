CREATE TABLE goods (
    id int NOT NULL PRIMARY KEY,
    a bigint NULL,
    b varchar(20) NULL,
    c int NULL,
    KEY a_idx (a)
);
