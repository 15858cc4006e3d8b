CREATE SCHEMA tools;
CREATE FUNCTION tools.check_it(options text[], catalog oid) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE FOREIGN DATA WRAPPER w VALIDATOR tools.check_it OPTIONS (a 'b');
CREATE SERVER s FOREIGN DATA WRAPPER w;
