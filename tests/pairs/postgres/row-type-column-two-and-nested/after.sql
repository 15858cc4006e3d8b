CREATE TABLE a (x bigint, y text);
CREATE TYPE c AS (k integer, r a);
CREATE DOMAIN d AS a;
CREATE TABLE b (id integer PRIMARY KEY, v c, w d);
