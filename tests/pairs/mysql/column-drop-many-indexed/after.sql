CREATE TABLE t(a INT, c INT, KEY ab(a), KEY abc(a,c));
