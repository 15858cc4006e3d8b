CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer);

CREATE INDEX old_idx ON shop.t (a);
COMMENT ON INDEX shop.old_idx IS 'kept';
