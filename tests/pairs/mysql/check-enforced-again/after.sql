CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    CONSTRAINT a_positive CHECK (a > 0)
);
