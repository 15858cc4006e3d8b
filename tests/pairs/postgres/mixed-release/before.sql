CREATE SCHEMA shop;
CREATE TABLE shop.customers (id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customers_pkey PRIMARY KEY, email text NOT NULL);
INSERT INTO shop.customers (email) VALUES ('a@example.com');

CREATE TABLE shop.orders (
    id integer CONSTRAINT orders_pkey PRIMARY KEY,
    customer integer,
    total numeric(8,2),
    legacy text,
    state character varying(10) DEFAULT 'new' CONSTRAINT orders_state_check CHECK (state IN ('new', 'paid'))
);
CREATE INDEX orders_customer_idx ON shop.orders (customer);
CREATE INDEX orders_legacy_idx ON shop.orders (legacy);
CREATE TABLE shop.old_log (id serial PRIMARY KEY, line text);
INSERT INTO shop.orders VALUES (1, 1, 10.50, 'x', 'new'), (2, NULL, 3, NULL, 'paid');
