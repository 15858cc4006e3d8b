CREATE SUBSCRIPTION s CONNECTION 'dbname=y  host=elsewhere' PUBLICATION q, r WITH (connect = false, slot_name = 'two', synchronous_commit = 'on', binary = true, streaming = true, disable_on_error = true);
COMMENT ON SUBSCRIPTION s IS 'b';
