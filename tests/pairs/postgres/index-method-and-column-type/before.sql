CREATE TABLE t (id int PRIMARY KEY, a tsvector, b int4range, c text);
CREATE INDEX ia ON t USING gin (a);
CREATE INDEX ib ON t USING gist (b);
CREATE INDEX ic ON t USING hash (c);
CREATE INDEX id2 ON t USING brin (id);
