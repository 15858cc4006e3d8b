CREATE TABLE t (id integer, n bigint, half integer GENERATED ALWAYS AS ((n / 2)::integer) STORED, third numeric);
CREATE VIEW v AS SELECT half FROM t;
CREATE VIEW w AS SELECT v.half, third FROM v, t;
INSERT INTO t VALUES (1, 10);
