CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.q (other int, CONSTRAINT only_q CHECK (other > 0) NO INHERIT);
CREATE TABLE shop.c (extra int, CONSTRAINT c_own CHECK (extra > 0)) INHERITS (shop.p);
CREATE TABLE shop.d (name text DEFAULT 'd') INHERITS (shop.p, shop.q);
CREATE TABLE shop.e () INHERITS (shop.c);
ALTER TABLE shop.e ALTER COLUMN name SET DEFAULT 'e';
ALTER TABLE shop.e ALTER COLUMN extra SET NOT NULL;
CREATE INDEX c_idx ON shop.c (id);
COMMENT ON COLUMN shop.c.name IS 'inherited';
