CREATE SCHEMA shop;

CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, note text DEFAULT '-' NOT NULL, amount numeric(12,2) DEFAULT 1 NOT NULL, state varchar(10)) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
