CREATE SCHEMA shop;
CREATE TABLE shop.customer (id integer NOT NULL, code integer, email text, CONSTRAINT customer_code_key UNIQUE (code));
CREATE TABLE shop.purchase (id integer PRIMARY KEY, code integer CONSTRAINT purchase_customer_fk REFERENCES shop.customer (code), at date);
CREATE INDEX purchase_at ON shop.purchase (at);
CREATE INDEX purchase_gone ON shop.purchase (at, code);
INSERT INTO shop.customer SELECT n, n, 'c' || n FROM generate_series(1, 50) AS n;
INSERT INTO shop.purchase SELECT n, n % 50 + 1, DATE '2026-01-01' + n FROM generate_series(1, 200) AS n;
