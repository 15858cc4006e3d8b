CREATE DOMAIN amt AS numeric(10,2) CHECK (VALUE >= 0);
CREATE TYPE money2 AS (a amt, cur text);
CREATE FUNCTION dbl(x amt) RETURNS amt LANGUAGE sql IMMUTABLE AS 'SELECT (x * 2)::public.amt';
CREATE TABLE o (id int PRIMARY KEY, a amt NOT NULL DEFAULT 0, b amt[], m money2, g numeric GENERATED ALWAYS AS (a * 2) STORED, CHECK (a < 1000));
CREATE INDEX oi ON o (a) WHERE a > 10;
CREATE INDEX oj ON o ((dbl(a)));
CREATE VIEW ov AS SELECT id, dbl(a) AS d, (m).a AS ma FROM o;
INSERT INTO o VALUES (1, 5, '{1,2}', ROW(3,'x'));
