CREATE OPERATOR CLASS app.whole_ops FOR TYPE int4 USING btree FAMILY whole AS
    OPERATOR 5 pg_catalog.>, FUNCTION 1 btint4cmp(int, int), OPERATOR 2 <= (int, int), OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 1 <;
