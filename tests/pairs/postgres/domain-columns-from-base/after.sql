CREATE DOMAIN plain AS text;
CREATE DOMAIN strict AS int NOT NULL CHECK (VALUE > 0);
CREATE DOMAIN stricter AS strict CHECK (VALUE < 100);
CREATE TABLE t (a plain DEFAULT 'x', b stricter, c strict[], d text, e int, f plain);
CREATE INDEX t_a ON t (a);
