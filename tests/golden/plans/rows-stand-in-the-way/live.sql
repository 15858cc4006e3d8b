CREATE TABLE customers (
    id INTEGER NOT NULL,
    email TEXT NOT NULL,
    name TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX customers_email ON customers (email);
INSERT INTO customers VALUES (1, 'a', 'same'), (2, 'b', 'same'), (3, 'c', NULL);
