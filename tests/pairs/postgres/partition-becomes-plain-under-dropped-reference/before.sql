CREATE SCHEMA shop;
CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, total numeric(10,2) DEFAULT 0) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE shop.orders_2023 ADD CONSTRAINT old_ones CHECK (total < 1000);
CREATE INDEX orders_2023_own ON shop.orders_2023 (total DESC);
ALTER TABLE shop.orders_2023 SET (fillfactor = 50, autovacuum_enabled = off);
ALTER TABLE shop.orders_2024 ADD CONSTRAINT id_once UNIQUE (id);
CREATE TABLE shop.refs (order_id bigint REFERENCES shop.orders_2024 (id));
