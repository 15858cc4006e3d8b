CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer);

CREATE INDEX "New ""idx""" ON shop.t (a);
COMMENT ON INDEX shop."New ""idx""" IS 'kept';
