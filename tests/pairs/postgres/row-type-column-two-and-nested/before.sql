CREATE TABLE a (x integer, y varchar(10));
CREATE TYPE c AS (k integer, r a);
CREATE DOMAIN d AS a;
CREATE TABLE b (id integer PRIMARY KEY, v c, w d);
INSERT INTO b VALUES (1, ROW(1, ROW(2, 'x')::a), ROW(3, 'y')::a);
