CREATE SCHEMA old;
CREATE TYPE old.e AS ENUM ('a');
CREATE DOMAIN old.d AS old.e;
CREATE FUNCTION old.f(old.d) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE old.t (d old.d, n int DEFAULT old.f('a'));
CREATE SCHEMA kept;
COMMENT ON SCHEMA kept IS 'words';
COMMENT ON SCHEMA public IS 'ours';
