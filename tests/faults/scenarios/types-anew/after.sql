CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'done');
CREATE TYPE shop.address AS (street text, zip integer, town text);
COMMENT ON TYPE shop.address IS 'where it goes';
CREATE TYPE shop.span AS RANGE (subtype = numeric);
CREATE DOMAIN shop.number AS bigint CHECK (VALUE > 0);
CREATE DOMAIN shop.size AS text CHECK (VALUE IN ('s', 'm', 'l'));
CREATE TYPE shop.parcel AS (size shop.size, state shop.state);
CREATE TABLE shop.customers (
    id integer PRIMARY KEY,
    home shop.address DEFAULT ROW('a', 1, 'b')::shop.address,
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
CREATE VIEW shop.recent AS SELECT id, state FROM shop.orders WHERE id > 10;
CREATE VIEW shop.recent_ids AS SELECT id FROM shop.recent;
COMMENT ON VIEW shop.recent_ids IS 'on top';
CREATE TABLE shop.totals_base (id integer PRIMARY KEY, total integer);
CREATE TABLE shop.totals (id integer, total integer);
CREATE VIEW shop.top AS SELECT id FROM shop.totals WHERE total > 100;
