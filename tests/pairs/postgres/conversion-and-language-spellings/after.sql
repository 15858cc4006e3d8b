CREATE SCHEMA app;
CREATE DEFAULT CONVERSION app.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE FUNCTION app.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION app.checker(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE plmine HANDLER app.handler VALIDATOR app.checker;
CREATE FUNCTION app.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'array_agg_finalfn';
CREATE FUNCTION app.to_sql(internal) RETURNS integer LANGUAGE internal IMMUTABLE AS 'int4recv';
CREATE TRANSFORM FOR integer LANGUAGE plmine (FROM SQL WITH FUNCTION app.from_sql(internal), TO SQL WITH FUNCTION app.to_sql(internal));
CREATE ACCESS METHOD mine TYPE INDEX HANDLER bthandler;
