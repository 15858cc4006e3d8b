-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 0 of 1 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

-- contract: drop column shop."or|ders`<b>""@all".a``b|c*_d (in the database, not declared)
--   locks shop."or|ders`<b>""@all": ACCESS EXCLUSIVE
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   ALTER TABLE "shop"."or|ders`<b>""@all" DROP COLUMN "a``b|c*_d";
