CREATE SCHEMA one;
CREATE TABLE one.b (x integer, yy integer, z integer);
CREATE STATISTICS one.s2 ON x, yy FROM one.b;
CREATE STATISTICS one.s1 ON x, z FROM one.b;
COMMENT ON STATISTICS one.s2 IS 'kept';
