CREATE SCHEMA shop;
CREATE TABLE shop.customers (id integer PRIMARY KEY);
CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, customer integer REFERENCES shop.customers (id), total numeric(10,2) DEFAULT 0)
    PARTITION BY RANGE (created);
CREATE INDEX orders_total_idx ON shop.orders (total);
CREATE TABLE shop.orders_2024 PARTITION OF shop.orders FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
CREATE TABLE shop.people (id integer, country text, PRIMARY KEY (id, country)) PARTITION BY LIST (country);
CREATE TABLE shop.people_ch PARTITION OF shop.people FOR VALUES IN ('ch', 'li');
CREATE TABLE shop.people_rest (id integer, country text);
