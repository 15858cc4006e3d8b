CREATE TABLE t(a INT, b INT, c INT, d INT, KEY ab(a,b), UNIQUE KEY c(c), KEY abc(a,b,c), KEY d(d));
