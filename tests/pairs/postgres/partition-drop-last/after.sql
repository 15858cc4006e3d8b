CREATE SCHEMA shop;

CREATE TABLE shop.orders (id bigint NOT NULL, created date NOT NULL, total numeric(10,2) DEFAULT 0) PARTITION BY RANGE (created);
