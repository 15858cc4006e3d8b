CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    c int GENERATED ALWAYS AS (a + 1) VIRTUAL,
    b varchar(20) NULL
);
