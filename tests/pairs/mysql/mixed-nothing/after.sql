CREATE TABLE customers (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email varchar(120) NOT NULL,
    name varchar(80) NULL,
    UNIQUE KEY email_uq (email)
);
CREATE TABLE orders (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint unsigned NOT NULL,
    total decimal(10,2) NOT NULL DEFAULT 0.00,
    state enum('new','paid') NOT NULL DEFAULT 'new',
    KEY customer_idx (customer_id),
    CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE VIEW open_orders AS SELECT id, customer_id, total FROM orders WHERE state = 'new';
