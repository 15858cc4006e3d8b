CREATE SCHEMA shop;
CREATE TABLE shop.customers (id integer CONSTRAINT customers_pkey PRIMARY KEY);
CREATE TABLE shop.purchase (
    id serial CONSTRAINT purchase_pkey PRIMARY KEY,
    customer_id integer NOT NULL CONSTRAINT purchase_customer_fk REFERENCES shop.customers (id),
    note text CONSTRAINT purchase_note_check CHECK (note <> '')
);
CREATE INDEX purchase_note_idx ON shop.purchase (note);
INSERT INTO shop.customers VALUES (1);
INSERT INTO shop.purchase (customer_id, note) VALUES (1, 'x'), (1, 'y');
