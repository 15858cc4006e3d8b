CREATE SCHEMA shop;
CREATE TABLE shop.p (id text PRIMARY KEY, g numeric GENERATED ALWAYS AS (id::numeric * 2) STORED);
CREATE TABLE shop.c (p_id text CONSTRAINT c_fk REFERENCES shop.p (id));
COMMENT ON CONSTRAINT c_fk ON shop.c IS 'kept';
