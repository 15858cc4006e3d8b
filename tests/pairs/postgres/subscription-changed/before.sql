CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=x user=me' PUBLICATION p, q WITH (connect = false, slot_name = 'one');
COMMENT ON SUBSCRIPTION s IS 'a';
