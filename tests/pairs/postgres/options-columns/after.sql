CREATE TABLE a (id integer PRIMARY KEY, s1 text, s2 text, s3 bytea, s4 numeric, s5 text, c1 text, c2 text COMPRESSION pglz, t1 integer, t2 integer, o1 integer, o2 integer, o3 text, n text COMPRESSION pglz);
ALTER TABLE a ALTER s1 SET STORAGE MAIN, ALTER s3 SET STORAGE EXTERNAL, ALTER s5 SET STORAGE MAIN, ALTER n SET STORAGE EXTERNAL,
    ALTER t2 SET STATISTICS 0, ALTER o1 SET (n_distinct = 6), ALTER o2 SET (n_distinct_inherited = 7), ALTER n SET STATISTICS 77, ALTER n SET (n_distinct = 3);
CREATE TABLE b (id integer, t text, u jsonb COMPRESSION pglz);
ALTER TABLE b ALTER t SET STORAGE EXTERNAL, ALTER id SET STATISTICS 500, ALTER u SET (n_distinct = -1);
