CREATE SCHEMA shop;
CREATE TABLE t (a integer, b integer, c integer);
CREATE STATISTICS shop.s (dependencies) ON a, b FROM t;
