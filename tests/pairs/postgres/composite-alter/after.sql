CREATE TYPE addr AS (street text, town text, country text COLLATE "C", since date);
COMMENT ON COLUMN addr.street IS 'new';
COMMENT ON COLUMN addr.since IS 'day';
CREATE TYPE unused AS (a bigint, b varchar(5) COLLATE "C");
CREATE TABLE t (id int, a addr, l addr[]);
CREATE VIEW v AS SELECT id, (a).town FROM t;
