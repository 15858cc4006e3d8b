CREATE SCHEMA shop;

CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, total numeric(10,2) DEFAULT 0) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

ALTER TABLE shop.orders ADD PRIMARY KEY (id, created);
CREATE INDEX orders_total_idx ON shop.orders (total);
CREATE TABLE shop.orders_rest PARTITION OF shop.orders DEFAULT;
COMMENT ON TABLE shop.orders IS 'All orders';
COMMENT ON TABLE shop.orders_2024 IS 'Of 2024';
COMMENT ON COLUMN shop.orders_2023.total IS 'of one part';
COMMENT ON INDEX shop.orders_2024_total_idx IS 'a part of an index';
