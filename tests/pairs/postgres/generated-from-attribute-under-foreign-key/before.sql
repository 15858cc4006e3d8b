CREATE TYPE addr AS (street text, zip int);
CREATE TABLE t (id int PRIMARY KEY, a addr, g int GENERATED ALWAYS AS ((a).zip * 2) STORED UNIQUE);
CREATE TABLE r (g int REFERENCES t (g));
CREATE VIEW v AS SELECT g, (a).zip FROM t;
