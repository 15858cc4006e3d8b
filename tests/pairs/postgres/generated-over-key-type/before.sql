CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer PRIMARY KEY, g numeric GENERATED ALWAYS AS (id::numeric * 2) STORED);
CREATE TABLE shop.c (p_id integer CONSTRAINT c_fk REFERENCES shop.p (id));
COMMENT ON CONSTRAINT c_fk ON shop.c IS 'kept';
INSERT INTO shop.p VALUES (1); INSERT INTO shop.c VALUES (1);
