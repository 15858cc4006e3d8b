CREATE SCHEMA shop;
CREATE TABLE shop.customers (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE shop.orders (
    id integer PRIMARY KEY,
    customer integer NOT NULL CONSTRAINT orders_customer REFERENCES shop.customers (id) ON DELETE CASCADE,
    payer integer CONSTRAINT orders_payer REFERENCES shop.customers (id),
    total numeric(10, 2),
    state text,
    CONSTRAINT orders_total CHECK (total > 0),
    CONSTRAINT orders_state CHECK (state IN ('open', 'done'))
);
CREATE TABLE shop.events (id integer NOT NULL, day integer NOT NULL, customer integer NOT NULL CONSTRAINT events_customer REFERENCES shop.customers (id),
    note text, CONSTRAINT events_note CHECK (note <> '')) PARTITION BY RANGE (day);
CREATE TABLE shop.events_1 PARTITION OF shop.events FOR VALUES FROM (1) TO (10);
CREATE TABLE shop.events_2 PARTITION OF shop.events FOR VALUES FROM (10) TO (20);
CREATE TABLE shop.keyless (a integer NOT NULL, b integer, PRIMARY KEY (a));
