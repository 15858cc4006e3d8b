-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 2 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

BEGIN;
-- expand: create table customers (the package declares the table)
CREATE TABLE "customers" (
    "id" INTEGER,
    "email" TEXT NOT NULL,
    "name" TEXT,
    PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "customers_email" ON "customers" ("email");
COMMIT;

BEGIN;
-- expand: create table orders (the package declares the table)
CREATE TABLE "orders" (
    "id" INTEGER,
    "customer" INTEGER NOT NULL,
    "total" REAL NOT NULL DEFAULT 0,
    "note" TEXT,
    PRIMARY KEY ("id"),
    CONSTRAINT "orders_total" CHECK (total >= 0),
    CONSTRAINT "orders_customer_fk" FOREIGN KEY ("customer") REFERENCES "customers" ("id") ON DELETE CASCADE
);
CREATE INDEX "orders_customer" ON "orders" ("customer", "id" DESC);
COMMIT;
