CREATE SCHEMA shop;
CREATE FUNCTION shop.same(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE OPERATOR shop.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = shop.same, COMMUTATOR = OPERATOR(shop.===));
CREATE OPERATOR FAMILY shop.numbers USING btree;
CREATE OPERATOR CLASS shop.number_ops FOR TYPE integer USING btree FAMILY shop.numbers AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE CONVERSION shop.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE TEXT SEARCH DICTIONARY shop.words (TEMPLATE = synonym, SYNONYMS = synonym_sample);
CREATE TEXT SEARCH CONFIGURATION shop.search (PARSER = default);
CREATE AGGREGATE shop.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '1');
CREATE FUNCTION shop.told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER shop_told ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION shop.told();
ALTER OPERATOR shop.=== (integer, integer) OWNER TO anneal_test_owner;
ALTER OPERATOR FAMILY shop.numbers USING btree OWNER TO anneal_test_owner;
ALTER OPERATOR CLASS shop.number_ops USING btree OWNER TO anneal_test_owner;
ALTER CONVERSION shop.latin OWNER TO anneal_test_owner;
ALTER TEXT SEARCH DICTIONARY shop.words OWNER TO anneal_test_owner;
ALTER TEXT SEARCH CONFIGURATION shop.search OWNER TO anneal_test_owner;
ALTER AGGREGATE shop.total(integer) OWNER TO anneal_test_owner;
