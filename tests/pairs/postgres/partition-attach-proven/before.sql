CREATE SCHEMA shop;
CREATE TABLE shop.customers (id integer PRIMARY KEY);
CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, customer integer REFERENCES shop.customers (id), total numeric(10,2) DEFAULT 0)
    PARTITION BY RANGE (created);
CREATE INDEX orders_total_idx ON shop.orders (total);
CREATE TABLE shop.orders_2024 (id bigint NOT NULL, created date NOT NULL, customer integer, total numeric(10,2) DEFAULT 0);
CREATE INDEX orders_2024_total_idx ON shop.orders_2024 (total);
ALTER TABLE shop.orders_2024 ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES shop.customers (id);
CREATE TABLE shop.people (id integer, country text, PRIMARY KEY (id, country)) PARTITION BY LIST (country);
CREATE TABLE shop.people_ch (id integer, country text, CONSTRAINT people_ch_pkey PRIMARY KEY (id, country));
CREATE TABLE shop.people_rest (id integer, country text);
INSERT INTO shop.customers VALUES (1);
INSERT INTO shop.orders_2024 VALUES (1, '2024-05-05', 1, 5);
INSERT INTO shop.people_ch VALUES (1, 'ch'), (2, 'li');
