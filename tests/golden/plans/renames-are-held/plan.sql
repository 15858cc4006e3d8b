-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 0 of 2 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

-- contract: rename table orders (Name orders -> purchases)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
--   held: BREAKS_OLD_APP: the running application version stops working; release with --allow BREAKS_OLD_APP
--   ALTER TABLE "orders" RENAME TO "purchases";
-- contract: rename column orders.note (Name note -> remark)
--   locks purchases: RESERVED on the file, EXCLUSIVE while it commits
--   held: BREAKS_OLD_APP: the running application version stops working; needs `rename table` of table orders, which is held; release with --allow BREAKS_OLD_APP
--   ALTER TABLE "purchases" RENAME COLUMN "note" TO "remark";
