CREATE SCHEMA shop;
CREATE TABLE shop.other (id int);
CREATE TABLE shop.customers (id int, country text, name text) PARTITION BY LIST (lower(country));
CREATE TABLE shop.customers_eu PARTITION OF shop.customers FOR VALUES IN ('de', 'fr', NULL);
CREATE TABLE shop."customers, ""us""" PARTITION OF shop.customers FOR VALUES IN ('us');
CREATE TABLE shop.customers_rest PARTITION OF shop.customers DEFAULT;
