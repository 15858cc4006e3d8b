CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b integer, c integer, d integer, e integer);
CREATE INDEX t_a_idx ON shop.t (a);

COMMENT ON SCHEMA shop IS 'the shop''s "schema"';
COMMENT ON TABLE shop.t IS E'two\nlines, a\ttab and \\n no line';
COMMENT ON COLUMN shop.t.a IS '-- not a comment; /* nor this */ $$ nor a body $$';
COMMENT ON COLUMN shop.t.b IS 'größer 価格 ∑ 🙂';
COMMENT ON COLUMN shop.t.c IS '''';
COMMENT ON COLUMN shop.t.d IS '{"braces": "{ {", "slash": "\/"}';
COMMENT ON INDEX shop.t_a_idx IS ' blanks around ';
