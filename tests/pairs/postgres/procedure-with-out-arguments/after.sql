CREATE SCHEMA app;
CREATE PROCEDURE app.p(IN a integer, INOUT b text, OUT c integer) LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN b := a; c := 1; END';
CREATE PROCEDURE app.p(IN a text) LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
COMMENT ON PROCEDURE app.p(integer, text, integer) IS 'with b and c';
