CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    CONSTRAINT ab CHECK (a > 0 OR b IS NOT NULL)
);
