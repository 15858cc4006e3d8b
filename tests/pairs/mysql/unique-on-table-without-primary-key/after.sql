CREATE TABLE items (
    id int NOT NULL,
    a int NOT NULL,
    b varchar(20) NULL,
    UNIQUE KEY a_uq (a)
);
