CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TABLE t (id int, k kind DEFAULT 'a', l kind[], CHECK (k <> 'b'::kind));
CREATE FUNCTION f(k kind) RETURNS kind LANGUAGE plpgsql AS $$ BEGIN RETURN k; END $$;
CREATE VIEW v AS SELECT f(k) AS k FROM t;
INSERT INTO t VALUES (1, 'a', '{b}');
