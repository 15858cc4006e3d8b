CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NOT NULL,
    g int GENERATED ALWAYS AS (a + 1) VIRTUAL COMMENT 'sum'
);
