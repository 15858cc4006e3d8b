CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, at timestamp with time zone DEFAULT now() NOT NULL, to_time time(0) without time zone);
CREATE INDEX t_at_idx ON shop.t (at);
