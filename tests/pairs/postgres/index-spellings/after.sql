CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b text);

CREATE INDEX i1 ON shop.t (a, b);
CREATE INDEX i2 ON shop.t (a DESC);
CREATE INDEX i3 ON shop.t ((a + 1)) WHERE b = ANY (ARRAY['x'::text, 'y'::text]);
CREATE INDEX i4 ON shop.t USING btree ((lower(b)));
