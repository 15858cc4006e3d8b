CREATE TYPE addr AS (street text, zip integer, town text);
COMMENT ON TYPE addr IS 'an address';
COMMENT ON COLUMN addr.zip IS 'digits';
CREATE TABLE t (id int, a addr DEFAULT ROW('a', '1', 'b')::addr, CHECK ((a).town <> ''));
CREATE TABLE l (l addr[]);
INSERT INTO t VALUES (1, ROW('s', '123', 't')), (2, NULL), (3, ROW(NULL, NULL, 'q'));
INSERT INTO l VALUES (ARRAY[ROW('x', '9', 'z')::addr]);
CREATE VIEW v AS SELECT id, (a).zip FROM t;
CREATE FUNCTION zip_of(a addr) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN (a).zip; END $$;
