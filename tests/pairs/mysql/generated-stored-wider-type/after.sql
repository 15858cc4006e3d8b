CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NOT NULL,
    g bigint GENERATED ALWAYS AS (a + 1) STORED
);
