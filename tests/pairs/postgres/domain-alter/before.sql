CREATE DOMAIN code AS text DEFAULT 'x' NOT NULL CONSTRAINT a CHECK (VALUE <> '') CONSTRAINT gone CHECK (length(VALUE) < 9) CONSTRAINT c CHECK (VALUE ~ '^[a-z]*$');
CREATE DOMAIN quiet AS int;
COMMENT ON CONSTRAINT a ON DOMAIN code IS 'old words';
CREATE TABLE t (c code, q quiet);
INSERT INTO t VALUES ('abc', 1), ('de', 2);
