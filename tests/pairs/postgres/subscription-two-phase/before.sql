CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=x user=me' PUBLICATION p WITH (connect = false);
COMMENT ON SUBSCRIPTION s IS 'a';
