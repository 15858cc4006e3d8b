CREATE SCHEMA one;
CREATE TABLE one.a (x integer, y integer, z integer);
CREATE STATISTICS one.s1 ON x, y FROM one.a;
CREATE STATISTICS one.s2 ON x, z FROM one.a;
COMMENT ON STATISTICS one.s1 IS 'kept';
