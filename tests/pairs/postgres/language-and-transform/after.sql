CREATE SCHEMA app;
CREATE FUNCTION app.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION app.checker(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE plmine HANDLER app.handler VALIDATOR app.checker;
COMMENT ON LANGUAGE plmine IS 'mine';
CREATE FUNCTION app.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'array_agg_finalfn';
CREATE TRANSFORM FOR integer LANGUAGE plmine (FROM SQL WITH FUNCTION app.from_sql(internal));
CREATE FUNCTION app.mine() RETURNS integer LANGUAGE plmine AS 'BEGIN RETURN 1; END';
