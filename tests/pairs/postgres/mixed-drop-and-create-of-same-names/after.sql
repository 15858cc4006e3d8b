CREATE SCHEMA shop;

-- Each name is used again by an object of another kind.
CREATE TABLE shop.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b text);
ALTER TABLE shop.t ADD CONSTRAINT x UNIQUE (a);
CREATE SEQUENCE shop.y;
CREATE INDEX z ON shop.t (b);
