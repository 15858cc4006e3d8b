CREATE TYPE span AS RANGE (subtype = numeric);
COMMENT ON TYPE span IS 'a span';
CREATE TABLE t (id int PRIMARY KEY, s span NOT NULL DEFAULT span(1, 2), l span[], m span_multirange, CHECK (NOT isempty(s)));
CREATE INDEX t_s ON t USING gist (s);
CREATE FUNCTION f(s span) RETURNS float8 LANGUAGE sql AS 'SELECT lower(s)::float8';
CREATE VIEW v AS SELECT lower(s) AS low FROM t;
INSERT INTO t (id, s, l, m) VALUES (1, '[1,2)', '{"[3,4]"}', '{[1,2),[3,4)}'), (2, '(,5)', NULL, NULL);
