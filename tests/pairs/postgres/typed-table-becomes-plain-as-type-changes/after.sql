CREATE TYPE k AS (id bigint, a text, b date);
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE TABLE u OF k;
