create or replace aggregate shop.total (int) (
  stype = int4, initcond = 0, parallel = safe, minitcond = $$0$$, sfunc = add, 
  mstype = "int4", minvfunc = take, msfunc = shop.add, combinefunc = pg_catalog.int4pl, finalfunc_modify = read_only, sspace = 0
);
