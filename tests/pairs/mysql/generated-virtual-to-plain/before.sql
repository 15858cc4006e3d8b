CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NOT NULL,
    g int GENERATED ALWAYS AS (a + 1) VIRTUAL
);
INSERT INTO items (id, a) VALUES (1, 10), (2, 20);
