CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NOT NULL,
    g int GENERATED ALWAYS AS (a + 2) VIRTUAL,
    KEY g_idx (g)
);
