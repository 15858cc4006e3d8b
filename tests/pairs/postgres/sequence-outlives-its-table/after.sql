CREATE SCHEMA shop;
CREATE TABLE shop.customers (id integer CONSTRAINT customers_pkey PRIMARY KEY);
CREATE SEQUENCE shop.purchase_id_seq AS integer;
CREATE TABLE shop.orders (
    id integer DEFAULT nextval('shop.purchase_id_seq') NOT NULL CONSTRAINT purchase_pkey PRIMARY KEY,
    customer_id integer NOT NULL CONSTRAINT purchase_customer_fk REFERENCES shop.customers (id),
    note text CONSTRAINT purchase_note_check CHECK (note <> '')
);
ALTER SEQUENCE shop.purchase_id_seq OWNED BY shop.orders.id;
CREATE INDEX purchase_note_idx ON shop.orders (note);
