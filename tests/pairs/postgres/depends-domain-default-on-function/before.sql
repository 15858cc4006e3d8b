CREATE SCHEMA shop;
CREATE FUNCTION shop.next_code(prefix text) RETURNS text LANGUAGE sql AS $$ SELECT prefix || 'x' $$;
CREATE FUNCTION shop.is_code(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT code <> '' $$;
CREATE DOMAIN shop.code AS text DEFAULT shop.next_code('a'::text)
    CONSTRAINT code_ok CHECK (shop.is_code(VALUE)) CONSTRAINT code_short CHECK (length(VALUE) < 10);
COMMENT ON CONSTRAINT code_ok ON DOMAIN shop.code IS 'not empty';
ALTER DOMAIN shop.code ADD CONSTRAINT code_late CHECK (shop.is_code(VALUE || 'x')) NOT VALID;
CREATE TABLE shop.goods (id integer PRIMARY KEY, code shop.code);
INSERT INTO shop.goods (id) VALUES (1), (2);
