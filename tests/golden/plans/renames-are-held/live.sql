CREATE TABLE customers (
    id INTEGER NOT NULL,
    email TEXT NOT NULL,
    name TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX customers_email ON customers (email);
CREATE TABLE orders (
    id INTEGER NOT NULL,
    customer INTEGER NOT NULL,
    total REAL NOT NULL DEFAULT 0,
    note TEXT,
    PRIMARY KEY (id),
    CONSTRAINT orders_total CHECK (total >= 0),
    CONSTRAINT orders_customer_fk FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE CASCADE
);
CREATE INDEX orders_customer ON orders (customer, id DESC);
