CREATE SCHEMA app;
CREATE PROCEDURE app.p(IN a integer, INOUT b text) LANGUAGE plpgsql AS 'BEGIN b := a; END';
CREATE PROCEDURE app.p(IN a text) LANGUAGE plpgsql AS 'BEGIN NULL; END';
COMMENT ON PROCEDURE app.p(integer, text) IS 'with b';
