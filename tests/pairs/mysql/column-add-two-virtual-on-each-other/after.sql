CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    c int GENERATED ALWAYS AS (a + 1) VIRTUAL,
    d int GENERATED ALWAYS AS (c + 1) VIRTUAL
);
