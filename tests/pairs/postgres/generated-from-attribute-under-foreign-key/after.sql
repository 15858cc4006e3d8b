CREATE TYPE addr AS (street text, zip bigint);
CREATE TABLE t (id int PRIMARY KEY, a addr, g bigint GENERATED ALWAYS AS ((a).zip * 2) STORED UNIQUE);
CREATE TABLE r (g bigint REFERENCES t (g));
CREATE VIEW v AS SELECT g, (a).zip FROM t;
