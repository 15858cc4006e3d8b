CREATE TABLE t (id bigint PRIMARY KEY, a text, b text, c int);
CREATE INDEX ia ON t (a);
CREATE INDEX ib ON t (b DESC);
CREATE INDEX ic ON t USING brin (c);
