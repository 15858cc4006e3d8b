CREATE SCHEMA shop;
CREATE TABLE shop.t (a timestamptz, b text) PARTITION BY RANGE (a, lower(b));
CREATE TABLE shop.t_1 PARTITION OF shop.t FOR VALUES FROM ('2024-01-01 00:00:00+00', 'a') TO ('2025-01-01T00:00Z', 'b');
