CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY);
CREATE SCHEMA "Later On";
COMMENT ON SCHEMA "Later On" IS 'nothing in it yet';
