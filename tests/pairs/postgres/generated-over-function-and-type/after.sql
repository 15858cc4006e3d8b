CREATE FUNCTION fx(t varchar) RETURNS varchar LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), g varchar GENERATED ALWAYS AS (fx(a)) STORED);
