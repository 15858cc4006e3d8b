-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 2 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

BEGIN;
-- expand: add column orders.paid (the package declares the column)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
ALTER TABLE "orders" ADD COLUMN "paid" INTEGER NOT NULL DEFAULT 0;
-- expand: create index orders.orders_unpaid (the package declares the index)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
CREATE INDEX "orders_unpaid" ON "orders" ("customer") WHERE paid = 0;
COMMIT;
