CREATE SCHEMA shop;

CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, total numeric(10,2) DEFAULT 0) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
