CREATE DOMAIN d AS int;
CREATE TYPE c AS (x d, y int);
CREATE TABLE t (id int PRIMARY KEY, a c, CONSTRAINT k CHECK ((a).x > 0 AND (a).y > 1), g int GENERATED ALWAYS AS ((a).y + 1) STORED, h text GENERATED ALWAYS AS ((a).x::text || 'a') STORED);
CREATE INDEX i ON t (((a).x)) WHERE (a).x > 5;
CREATE POLICY p ON t USING ((a).x = 3);
INSERT INTO t VALUES (1, ROW(3, 4));
