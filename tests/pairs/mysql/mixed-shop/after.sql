CREATE TABLE customers (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email varchar(120) NOT NULL,
    name varchar(100) NULL,
    country char(2) NULL COMMENT 'ISO code',
    UNIQUE KEY email_uq (email),
    KEY country_idx (country)
) COMMENT='who buys';
CREATE TABLE orders (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint unsigned NOT NULL,
    total decimal(12,2) NOT NULL DEFAULT 0.00,
    state enum('new','paid','sent') NOT NULL DEFAULT 'new',
    placed datetime NULL DEFAULT CURRENT_TIMESTAMP,
    KEY customer_idx (customer_id),
    KEY state_idx (state, placed),
    CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
    CONSTRAINT total_positive CHECK (total >= 0)
);
CREATE TABLE order_lines (
    order_id bigint unsigned NOT NULL,
    line int NOT NULL,
    what varchar(50) NOT NULL,
    PRIMARY KEY (order_id, line),
    CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
);
CREATE VIEW open_orders AS SELECT o.id, o.customer_id, o.total, c.country FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state = 'new';
DELIMITER //
CREATE FUNCTION order_count(c bigint unsigned) RETURNS int READS SQL DATA
BEGIN
    RETURN (SELECT count(*) FROM orders WHERE customer_id = c);
END
//
DELIMITER ;
CREATE TRIGGER orders_bi BEFORE INSERT ON orders FOR EACH ROW SET NEW.total = greatest(NEW.total, 0);
