CREATE SCHEMA app;
CREATE FUNCTION app.same(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE FUNCTION app.same2(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = text, RIGHTARG = text, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE OPERATOR app.=~ (FUNCTION = app.same, LEFTARG = text, RIGHTARG = text);
CREATE TABLE app.t (a text, CHECK (a OPERATOR(app.===) 'x'));
CREATE VIEW app.v AS SELECT a OPERATOR(app.=~) 'y' AS is_y FROM app.t;
COMMENT ON VIEW app.v IS 'comes back';
