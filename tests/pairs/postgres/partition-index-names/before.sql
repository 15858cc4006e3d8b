CREATE SCHEMA shop;

CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, total numeric(10,2) DEFAULT 0) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

CREATE INDEX x ON ONLY shop.orders (total);
CREATE INDEX strange ON shop.orders_2023 (total);
CREATE INDEX "Other" ON shop.orders_2024 (total);
ALTER INDEX shop.x ATTACH PARTITION shop.strange;
ALTER INDEX shop.x ATTACH PARTITION shop."Other";
