CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    c int GENERATED ALWAYS AS (a + 1) STORED
);
