CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b integer, c integer, d integer, e integer);
CREATE INDEX t_a_idx ON shop.t (a);

COMMENT ON SCHEMA shop IS 'old';
COMMENT ON TABLE shop.t IS 'old';
COMMENT ON COLUMN shop.t.a IS 'old';
COMMENT ON COLUMN shop.t.b IS 'old';
COMMENT ON COLUMN shop.t.c IS 'old';
COMMENT ON COLUMN shop.t.d IS 'old';
COMMENT ON INDEX shop.t_a_idx IS 'old';
