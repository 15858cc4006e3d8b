CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    v int GENERATED ALWAYS AS (a + 1) VIRTUAL,
    CONSTRAINT a_positive CHECK (a > 0)
);
INSERT INTO items (id, a) VALUES (1, 10);
