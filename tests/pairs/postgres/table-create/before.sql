CREATE SCHEMA shop;
CREATE TABLE shop.customers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customers_pkey PRIMARY KEY,
    email text NOT NULL
);
INSERT INTO shop.customers (email) VALUES ('a@example.com'), ('b@example.com');
