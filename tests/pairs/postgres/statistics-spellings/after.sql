CREATE TABLE a (x integer, y varchar(10), z integer);
CREATE STATISTICS s1 ON z, y, x FROM a;
CREATE STATISTICS s2 (mcv, ndistinct) ON z, x FROM a;
CREATE STATISTICS s3 ON (x+1), (lower(y)), z FROM a;
