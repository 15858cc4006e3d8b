CREATE SCHEMA shop;
CREATE TABLE t (a integer, b integer, c integer);
CREATE STATISTICS shop.s (ndistinct) ON a, b, c FROM t;
