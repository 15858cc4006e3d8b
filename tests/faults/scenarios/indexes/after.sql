CREATE SCHEMA shop;
CREATE TABLE shop.customer (id integer NOT NULL, code integer, email text, CONSTRAINT customer_pkey PRIMARY KEY (id), CONSTRAINT customer_code_key UNIQUE (code) INCLUDE (email));
CREATE TABLE shop.purchase (id integer PRIMARY KEY, code integer CONSTRAINT purchase_customer_fk REFERENCES shop.customer (code), at date);
CREATE INDEX purchase_at ON shop.purchase (at, id);
CREATE INDEX purchase_code ON shop.purchase (code);
CREATE UNIQUE INDEX customer_email ON shop.customer (email);
