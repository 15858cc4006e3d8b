CREATE TABLE items (
    id int NOT NULL,
    d date NOT NULL,
    PRIMARY KEY (id, d)
);
INSERT INTO items VALUES (1, '2025-05-05'), (2, '2026-05-05');
