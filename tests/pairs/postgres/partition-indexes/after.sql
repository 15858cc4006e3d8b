CREATE SCHEMA shop;

CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, total numeric(10,2) DEFAULT 0) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

CREATE INDEX i1 ON shop.orders (total DESC) WHERE total > 0;
CREATE INDEX i3 ON shop.orders (id) WITH (fillfactor = 80);
CREATE INDEX i4 ON shop.orders USING hash (id);
CREATE INDEX i5 ON shop.orders (id);
CREATE INDEX i6 ON shop.orders ((total + 1), id);
