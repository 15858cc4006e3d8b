CREATE SCHEMA shop;
CREATE FUNCTION shop.valid(id integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT id > 0';
CREATE TABLE shop.orders (id integer, created date NOT NULL) PARTITION BY RANGE (created);
CREATE TABLE shop.orders_2023 PARTITION OF shop.orders (CHECK (shop.valid(id))) FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE VIEW shop.v23 AS SELECT id FROM shop.orders_2023;
CREATE FUNCTION shop.count_of(o shop.orders_2024) RETURNS integer LANGUAGE sql AS 'SELECT o.id';
INSERT INTO shop.orders VALUES (1, '2023-05-05');
