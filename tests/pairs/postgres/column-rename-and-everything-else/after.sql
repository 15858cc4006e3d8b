CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, new_name text DEFAULT '6' NOT NULL);
COMMENT ON COLUMN shop.t.new_name IS 'new';
CREATE INDEX t_new_idx ON shop.t (new_name);
