CREATE SCHEMA shop;
CREATE SCHEMA old;
CREATE TABLE shop.logs (id serial, at date NOT NULL DEFAULT '2024-01-01', text text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
ALTER SEQUENCE shop.logs_id_seq RENAME TO log_id_seq;
CREATE TABLE shop.logs_2024 PARTITION OF shop.logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX log_at ON shop.logs (at);
