CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b text);

CREATE INDEX i1 ON shop.t USING btree (a ASC NULLS LAST, b text_ops);
CREATE INDEX i2 ON shop.t (a DESC NULLS FIRST);
CREATE INDEX i3 ON shop.t ((((a + 1)))) WHERE ((b IN ('x', 'y')));
CREATE INDEX i4 ON shop.t (lower(b));
