CREATE TABLE t (id integer PRIMARY KEY);
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=x user=me' PUBLICATION p, q WITH (connect = false);
CREATE SUBSCRIPTION "Other one" CONNECTION 'postgresql://me@nowhere/x' PUBLICATION "P" WITH (connect = false, slot_name = NONE);
COMMENT ON SUBSCRIPTION s IS 'from the shop';
