CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'old', 'done');
CREATE TYPE shop.address AS (street text, zip text, town text);
CREATE TYPE shop.span AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE DOMAIN shop.number AS integer CHECK (VALUE > 0);
CREATE TYPE shop.size AS ENUM ('s', 'm', 'l');
CREATE TYPE shop.parcel AS (size shop.size, state shop.state);
CREATE TABLE shop.customers (
    id integer PRIMARY KEY,
    home shop.address DEFAULT ROW('a', '1', 'b')::shop.address,
    CHECK ((home).town <> ''),
    size shop.size NOT NULL DEFAULT 'm'
);
CREATE TABLE shop.orders (
    id integer PRIMARY KEY,
    customer integer NOT NULL REFERENCES shop.customers (id),
    state shop.state NOT NULL DEFAULT 'open',
    is_done boolean GENERATED ALWAYS AS (state = 'done'::shop.state) STORED,
    count shop.number NOT NULL DEFAULT 5,
    counts shop.number[],
    span shop.span NOT NULL DEFAULT shop.span(1, 2),
    parcel shop.parcel
);
CREATE TABLE shop.states (state shop.state PRIMARY KEY, weight integer);
CREATE TABLE shop.steps (id integer PRIMARY KEY, state shop.state REFERENCES shop.states);
CREATE INDEX orders_state ON shop.orders (state) WHERE state <> 'done'::shop.state;
CREATE INDEX orders_span ON shop.orders USING gist (span);
CREATE FUNCTION shop.is_open(state shop.state) RETURNS boolean LANGUAGE sql AS $$ SELECT state = 'open'::shop.state $$;
CREATE FUNCTION shop.log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_done BEFORE UPDATE ON shop.orders FOR EACH ROW WHEN (NEW.state = 'done'::shop.state) EXECUTE FUNCTION shop.log();
CREATE VIEW shop.open_orders AS SELECT id, state, lower(span) AS low, (parcel).size AS size FROM shop.orders WHERE shop.is_open(state);
CREATE VIEW shop.towns AS SELECT id, (home).town, (home).zip FROM shop.customers;
CREATE TABLE shop.recent (id integer, state shop.state);
CREATE VIEW shop.recent_ids AS SELECT id FROM shop.recent;
COMMENT ON VIEW shop.recent_ids IS 'on top';
CREATE TABLE shop.totals_base (id integer PRIMARY KEY, total integer);
CREATE VIEW shop.totals AS SELECT id, total FROM shop.totals_base;
CREATE VIEW shop.top AS SELECT id FROM shop.totals WHERE total > 100;
INSERT INTO shop.customers SELECT n, ROW('street ' || n, n::text, 'town ' || n)::shop.address, CASE n % 2 WHEN 0 THEN 's' ELSE 'l' END::shop.size FROM generate_series(1, 50) n;
INSERT INTO shop.states SELECT unnest(ARRAY['open', 'done']::shop.state[]), 3;
INSERT INTO shop.steps SELECT n, CASE n % 2 WHEN 0 THEN 'open' ELSE 'done' END::shop.state FROM generate_series(1, 20) n;
INSERT INTO shop.orders (id, customer, state, count, counts, span, parcel)
    SELECT n, n, CASE n % 2 WHEN 0 THEN 'open' ELSE 'done' END::shop.state, n, ARRAY[n, n + 1], shop.span(n, n + 1),
        ROW('m', 'open')::shop.parcel FROM generate_series(1, 50) n;
INSERT INTO shop.totals_base SELECT n, n * 10 FROM generate_series(1, 20) n;
