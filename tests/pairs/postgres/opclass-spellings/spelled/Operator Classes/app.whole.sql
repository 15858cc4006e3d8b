CREATE OPERATOR FAMILY app.whole USING "btree";
ALTER OPERATOR FAMILY app.whole USING btree ADD FUNCTION 1 (int, int8) pg_catalog.btint48cmp(int4, int8);
ALTER OPERATOR FAMILY app.whole USING btree ADD OPERATOR 1 pg_catalog.<(int, int8);
