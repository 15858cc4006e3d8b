CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO customers VALUES (1, 'a@example.com');

CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, total DECIMAL(8, 2), legacy TEXT, state VARCHAR(10) DEFAULT 'new' CONSTRAINT orders_state_check CHECK (state IN ('new', 'paid')));
CREATE INDEX orders_customer_idx ON orders (customer);
CREATE INDEX orders_legacy_idx ON orders (legacy);
CREATE TABLE old_log (id INTEGER PRIMARY KEY, line TEXT);
CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE state = 'new';
INSERT INTO orders VALUES (1, 1, 10.50, 'x', 'new'), (2, NULL, 3, NULL, 'paid');
INSERT INTO old_log VALUES (1, 'gone');
