CREATE SCHEMA shop;
CREATE FUNCTION shop.valid(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length(code) > 2';
CREATE FUNCTION shop.size(code text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT length(code)';
CREATE TABLE shop.rooms (
    id integer PRIMARY KEY,
    code text NOT NULL,
    CONSTRAINT code_valid CHECK (shop.valid(code)),
    CONSTRAINT rooms_apart EXCLUDE USING btree (shop.size(code) WITH =)
);
COMMENT ON CONSTRAINT code_valid ON shop.rooms IS 'valid';
COMMENT ON CONSTRAINT rooms_apart ON shop.rooms IS 'apart';
ALTER TABLE shop.rooms CLUSTER ON rooms_apart;
