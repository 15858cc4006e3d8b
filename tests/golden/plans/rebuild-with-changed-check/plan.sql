-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 3 of 3 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;
BEGIN;
-- expand: set default: column orders.note (Default none -> 'none')
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
SELECT name FROM sqlite_schema
WHERE type = 'trigger' AND lower(tbl_name) = 'orders';
CREATE TABLE "_anneal_new_orders" (
    "id" INTEGER,
    "customer" INTEGER NOT NULL,
    "total" REAL NOT NULL DEFAULT 0,
    "note" TEXT DEFAULT 'none',
    PRIMARY KEY ("id"),
    CONSTRAINT "orders_total" CHECK (total >= 0),
    CONSTRAINT "orders_customer_fk" FOREIGN KEY ("customer") REFERENCES "customers" ("id") ON DELETE CASCADE
);
INSERT OR ABORT INTO "_anneal_new_orders" ("id", "customer", "total", "note")
SELECT "id", "customer", "total", "note"
FROM "orders";
DROP TABLE "orders";
ALTER TABLE "_anneal_new_orders" RENAME TO "orders";
CREATE INDEX "orders_customer" ON "orders" ("customer", "id" DESC);
PRAGMA foreign_key_check("orders");
COMMIT;
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;

PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;
BEGIN;
-- contract: replace check constraint orders.orders_total (Expression total >= 0 -> total >= 0 AND total < 1000000)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
SELECT name FROM sqlite_schema
WHERE type = 'trigger' AND lower(tbl_name) = 'orders';
CREATE TABLE "_anneal_new_orders" (
    "id" INTEGER,
    "customer" INTEGER NOT NULL,
    "total" REAL NOT NULL DEFAULT 0,
    "note" TEXT DEFAULT 'none',
    PRIMARY KEY ("id"),
    CONSTRAINT "orders_total" CHECK (total >= 0 AND total < 1000000),
    CONSTRAINT "orders_customer_fk" FOREIGN KEY ("customer") REFERENCES "customers" ("id") ON DELETE CASCADE
);
INSERT OR ABORT INTO "_anneal_new_orders" ("id", "customer", "total", "note")
SELECT "id", "customer", "total", "note"
FROM "orders";
DROP TABLE "orders";
ALTER TABLE "_anneal_new_orders" RENAME TO "orders";
CREATE INDEX "orders_customer" ON "orders" ("customer", "id" DESC);
PRAGMA foreign_key_check("orders");
-- contract: change type: column orders.total (DataType REAL -> INTEGER)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
SELECT name FROM sqlite_schema
WHERE type = 'trigger' AND lower(tbl_name) = 'orders';
CREATE TABLE "_anneal_new_orders" (
    "id" INTEGER,
    "customer" INTEGER NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT DEFAULT 'none',
    PRIMARY KEY ("id"),
    CONSTRAINT "orders_total" CHECK (total >= 0 AND total < 1000000),
    CONSTRAINT "orders_customer_fk" FOREIGN KEY ("customer") REFERENCES "customers" ("id") ON DELETE CASCADE
);
INSERT OR ABORT INTO "_anneal_new_orders" ("id", "customer", "total", "note")
SELECT "id", "customer", "total", "note"
FROM "orders";
DROP TABLE "orders";
ALTER TABLE "_anneal_new_orders" RENAME TO "orders";
CREATE INDEX "orders_customer" ON "orders" ("customer", "id" DESC);
PRAGMA foreign_key_check("orders");
COMMIT;
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;
