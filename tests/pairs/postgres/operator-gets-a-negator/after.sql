CREATE SCHEMA app;
CREATE FUNCTION app.same(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE FUNCTION app.other(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a <> b';
CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = text, RIGHTARG = text, NEGATOR = OPERATOR(app.!==));
CREATE OPERATOR app.!== (FUNCTION = app.other, LEFTARG = text, RIGHTARG = text, NEGATOR = OPERATOR(app.===));
