CREATE COLLATION c (PROVIDER = icu, LOCALE = 'und', RULES = '&V << w <<< W');
CREATE TABLE t (a text COLLATE c);
