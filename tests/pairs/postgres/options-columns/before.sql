CREATE TABLE a (id integer PRIMARY KEY, s1 text, s2 text, s3 bytea, s4 numeric, s5 character varying(10), c1 text COMPRESSION pglz, c2 text, t1 integer, t2 integer, o1 integer, o2 integer, o3 text);
ALTER TABLE a ALTER s2 SET STORAGE EXTERNAL, ALTER s3 SET STORAGE PLAIN, ALTER s4 SET STORAGE EXTERNAL, ALTER s5 SET STORAGE MAIN,
    ALTER t1 SET STATISTICS 100, ALTER o1 SET (n_distinct = 5), ALTER o2 SET (n_distinct = -0.5, n_distinct_inherited = 7);
INSERT INTO a (id, s1) VALUES (1, 'x');
