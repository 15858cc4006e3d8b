-- The raw pass: what any tool must at least ask a catalog for relations, columns, indexes, constraints, sequences, views, routines and
-- triggers of the schema :schema, in one transaction, rows thrown away by the caller.  Run by measure.py through psql; PostgreSQL 15 and later.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
SELECT current_setting('server_version_num')::int >= 180000 AS is_18 \gset
\if :is_18
    \set enforced 'c.conenforced, c.conperiod'
\else
    \set enforced 'true, false'
\endif

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = '';
SELECT array_agg(oid)::text AS ns FROM pg_namespace WHERE nspname = :'schema' \gset

-- schemas
SELECT n.oid, n.nspname, pg_get_userbyid(n.nspowner), n.nspacl::text[], obj_description(n.oid, 'pg_namespace')
  FROM pg_namespace n
 WHERE n.oid = ANY (:'ns'::oid[])
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e');

-- relations
SELECT c.oid, c.relnamespace, c.relname, c.relkind, c.relpersistence, pg_get_userbyid(c.relowner), am.amname, ts.spcname,
       c.reloptions, tc.reloptions, c.relispartition, c.relreplident, c.relrowsecurity, c.relforcerowsecurity, c.reloftype,
       c.relacl::text[], c.relpages, c.reltuples, pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid),
       d.description, c.relispopulated
  FROM pg_class c
  LEFT JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
  LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
   AND c.relnamespace = ANY (:'ns'::oid[])
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e');

-- columns
SELECT a.attrelid, a.attnum, a.attname, a.attisdropped, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod),
       a.attnotnull, a.attidentity, a.attgenerated,
       CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
       pg_get_expr(ad.adbin, ad.adrelid), a.atthasmissing, a.attislocal, a.attinhcount, a.attstattarget,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, a.attcompression, a.attoptions, a.attfdwoptions,
       a.attacl::text[], col_description(a.attrelid, a.attnum)
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
 WHERE a.attnum > 0
   AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
   AND c.relnamespace = ANY (:'ns'::oid[])
 ORDER BY 1, 2;

-- indexes
SELECT i.indexrelid, i.indrelid, ic.relname, am.amname, ic.relkind, i.indisunique, i.indisprimary, i.indisexclusion,
       i.indimmediate, i.indisclustered, i.indisvalid, i.indisready, i.indislive, i.indisreplident, i.indnullsnotdistinct,
       i.indnkeyatts, i.indnatts, i.indkey::int2[], i.indoption::int2[], i.indcollation::oid[], i.indclass::oid[],
       pg_get_expr(i.indpred, i.indrelid),
       (SELECT array_agg(pg_get_indexdef(i.indexrelid, k, true) ORDER BY k) FROM generate_series(1, i.indnatts) k),
       pg_get_indexdef(i.indexrelid), ic.reloptions, ts.spcname, con.oid, con.contype, inh.inhparent, ic.relpages, ic.reltuples
  FROM pg_index i
  JOIN pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_am am ON am.oid = ic.relam
  LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
  LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.conrelid = i.indrelid AND con.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_inherits inh ON inh.inhrelid = i.indexrelid
 WHERE ic.relnamespace = ANY (:'ns'::oid[]);

-- constraints
SELECT c.oid, c.conname, c.contype, c.conrelid, c.contypid, c.conindid, c.conparentid, c.confrelid, c.condeferrable,
       c.condeferred, c.convalidated, :enforced, c.conislocal, c.coninhcount, c.connoinherit, c.conkey, c.confkey,
       c.confupdtype, c.confdeltype, c.confmatchtype, c.confdelsetcols, c.conexclop, pg_get_expr(c.conbin, c.conrelid),
       pg_get_constraintdef(c.oid), obj_description(c.oid, 'pg_constraint')
  FROM pg_constraint c
 WHERE c.connamespace = ANY (:'ns'::oid[]);

-- sequences
SELECT s.seqrelid, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       d.deptype, d.refobjid, d.refobjsubid
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
                       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
 WHERE c.relnamespace = ANY (:'ns'::oid[]);

-- views and rules
SELECT r.oid, r.ev_class, r.rulename, r.ev_type, r.ev_enabled, r.is_instead,
       CASE WHEN r.rulename = '_RETURN' THEN pg_get_viewdef(r.ev_class) ELSE pg_get_ruledef(r.oid) END
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
 WHERE c.relnamespace = ANY (:'ns'::oid[]);

-- routines
SELECT p.oid, p.proname, p.prokind, pg_get_function_identity_arguments(p.oid),
       CASE WHEN p.prokind IN ('f', 'p', 'w') THEN pg_get_functiondef(p.oid) END, obj_description(p.oid, 'pg_proc')
  FROM pg_proc p
 WHERE p.pronamespace = ANY (:'ns'::oid[]);

-- triggers
SELECT t.oid, t.tgrelid, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND c.relnamespace = ANY (:'ns'::oid[]);

-- what views, routines and triggers use
SELECT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, d.deptype
  FROM pg_depend d
 WHERE d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_trigger'::regclass)
   AND d.deptype IN ('n', 'a') AND d.refobjid >= 16384;
COMMIT;
