CREATE TABLE base (id integer PRIMARY KEY, a text, b text);
CREATE VIEW t AS SELECT id, a FROM base;
CREATE VIEW v AS SELECT t.id, t.a FROM t;
CREATE VIEW w AS SELECT v.id FROM v;
COMMENT ON VIEW w IS 'on top';
