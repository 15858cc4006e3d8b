CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=x user=me' PUBLICATION p WITH (connect = false, two_phase = true);
COMMENT ON SUBSCRIPTION s IS 'a';
