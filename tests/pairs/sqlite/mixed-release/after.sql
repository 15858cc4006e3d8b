CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO customers VALUES (1, 'a@example.com');

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer INTEGER CONSTRAINT orders_customer_fk REFERENCES customers (id) ON DELETE SET NULL,
    total DECIMAL(12, 2) NOT NULL DEFAULT 0,
    state VARCHAR(20) NOT NULL DEFAULT 'new' CONSTRAINT orders_state_check CHECK (state IN ('new', 'paid', 'sent')),
    placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX orders_customer_idx ON orders (customer, placed_at DESC);
CREATE INDEX orders_open_idx ON orders (placed_at) WHERE state = 'new';
CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE, line INTEGER NOT NULL, sku TEXT NOT NULL, PRIMARY KEY (order_id, line)) WITHOUT ROWID;
CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE state = 'new';
INSERT INTO orders (id, customer, total, state) VALUES (1, 1, 10.50, 'new'), (2, NULL, 3, 'paid');
INSERT INTO order_lines VALUES (1, 1, 'a');
