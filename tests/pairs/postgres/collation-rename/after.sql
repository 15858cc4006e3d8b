CREATE SCHEMA s;
CREATE COLLATION public."New C" (PROVIDER = icu, LOCALE = 'de');
CREATE TABLE t (a text COLLATE public."New C" PRIMARY KEY);
CREATE INDEX t_b ON t ((a || 'x') COLLATE public."New C");
