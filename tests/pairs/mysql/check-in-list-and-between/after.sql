CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    CONSTRAINT a_some CHECK (a IN (10, 20, 30) AND a BETWEEN 1 AND 100)
);
