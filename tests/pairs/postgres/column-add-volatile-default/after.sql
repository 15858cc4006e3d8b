CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    token uuid DEFAULT gen_random_uuid() NOT NULL,
    seen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    dice double precision DEFAULT random()
);
INSERT INTO shop.t VALUES (1), (2), (3);
