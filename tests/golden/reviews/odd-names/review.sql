-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 1 of 2 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

BEGIN;
-- expand: add column shop."or|ders`<b>""@all"."""></title></svg><script>alert(1)</script>" (declared, not in the database)
--   locks shop."or|ders`<b>""@all": ACCESS EXCLUSIVE
ALTER TABLE "shop"."or|ders`<b>""@all" ADD COLUMN """></title></svg><script>alert(1)</script>" text DEFAULT '</pre><img src=x onerror=alert(2)>';
COMMIT;

-- contract: drop column shop."or|ders`<b>""@all".a``b|c*_d (in the database, not declared)
--   locks shop."or|ders`<b>""@all": ACCESS EXCLUSIVE
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   ALTER TABLE "shop"."or|ders`<b>""@all" DROP COLUMN "a``b|c*_d";
