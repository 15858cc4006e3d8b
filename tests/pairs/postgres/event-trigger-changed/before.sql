CREATE SCHEMA app;
CREATE FUNCTION app.note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER note_some ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION app.note();
CREATE EVENT TRIGGER note_drops ON sql_drop EXECUTE FUNCTION app.note();
COMMENT ON EVENT TRIGGER note_drops IS 'stays';
