CREATE DOMAIN plain AS text;
CREATE DOMAIN strict AS int NOT NULL CHECK (VALUE > 0);
CREATE DOMAIN stricter AS strict CHECK (VALUE < 100);
CREATE TABLE t (a text DEFAULT 'x', b int, c int[], d plain, e strict, f varchar(5));
CREATE INDEX t_a ON t (a);
INSERT INTO t VALUES ('a', 5, '{1}', 'q', 3, 'ab');
