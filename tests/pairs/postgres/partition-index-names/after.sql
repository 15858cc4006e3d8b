CREATE SCHEMA shop;

CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, total numeric(10,2) DEFAULT 0) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

CREATE INDEX x ON shop.orders (total);
CREATE INDEX y ON ONLY shop.orders (id);
CREATE INDEX y23 ON shop.orders_2023 (id);
CREATE INDEX y24 ON shop.orders_2024 (id);
ALTER INDEX shop.y ATTACH PARTITION shop.y23;
ALTER INDEX shop.y ATTACH PARTITION shop.y24;
COMMENT ON INDEX shop.y24 IS 'named by hand';
