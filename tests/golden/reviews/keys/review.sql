-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 9 of 12 steps run; what does not is commented out, with the reason.
-- By hand: psql -X -f FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET check_function_bodies = off;
SET row_security = off;
SET standard_conforming_strings = on;
SET default_transaction_isolation = 'read committed';
SET default_tablespace = '';
SET default_table_access_method = 'heap';
SET DateStyle = 'ISO, MDY';
SET TimeZone = 'UTC';
SET statement_timeout = 0;
SET client_min_messages = warning;
-- No deployer beside this session, until it ends.
DO $anneal$ BEGIN
    IF NOT pg_catalog.pg_try_advisory_lock(1634627173, 24940) THEN
        RAISE EXCEPTION 'another deployer is at work on this database';
    END IF;
END $anneal$;
SET lock_timeout = 500;

BEGIN;
-- expand: drop foreign key shop.orders.orders_legacy_fk (in the database, not declared)
--   locks shop.orders: ACCESS EXCLUSIVE
--   locks shop.customer: ACCESS EXCLUSIVE
ALTER TABLE "shop"."orders" DROP CONSTRAINT "orders_legacy_fk";
COMMIT;

BEGIN;
-- expand: create table shop.address (declared, not in the database; index shop.address.address_customer: declared, not in the database)
CREATE TABLE "shop"."address" (
    "id" bigint NOT NULL,
    "customer_id" bigint NOT NULL,
    "street" text NOT NULL,
    "until" timestamp with time zone,
    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "address_customer" ON "shop"."address" ("customer_id");
COMMIT;

BEGIN;
-- expand: add column shop.customer.vip (declared, not in the database)
--   locks shop.customer: ACCESS EXCLUSIVE
ALTER TABLE "shop"."customer" ADD COLUMN "vip" boolean DEFAULT false NOT NULL;
COMMIT;

BEGIN;
-- expand: add column shop.orders.address_id (declared, not in the database)
--   locks shop.orders: ACCESS EXCLUSIVE
ALTER TABLE "shop"."orders" ADD COLUMN "address_id" bigint;
COMMIT;

SET lock_timeout = 60000;
-- expand: create index concurrently: index shop.orders.orders_address (declared, not in the database)
--   locks shop.orders: SHARE UPDATE EXCLUSIVE
CREATE INDEX CONCURRENTLY "orders_address" ON "shop"."orders" ("address_id");

SET lock_timeout = 500;
BEGIN;
-- expand: add foreign key shop.address.address_customer_fk (declared, not in the database)
--   locks shop.customer: SHARE ROW EXCLUSIVE
ALTER TABLE "shop"."address" ADD CONSTRAINT "address_customer_fk" FOREIGN KEY ("customer_id") REFERENCES "shop"."customer" ("id");
COMMIT;

-- contract: rename column shop.customer.mail (OldName mail; at once, not both names for a while: it changes otherwise, too)
--   locks shop.customer: ACCESS EXCLUSIVE
--   held: BREAKS_OLD_APP: the running application version stops working; release with --allow BREAKS_OLD_APP
--   ALTER TABLE "shop"."customer" RENAME COLUMN "mail" TO "email";
-- contract: widen type in place: column shop.customer.email (DataType character varying(80) -> character varying(200))
--   locks shop.customer: ACCESS EXCLUSIVE
--   held: needs `rename column` of column shop.customer.mail, which is held; release with --allow BREAKS_OLD_APP
--   ALTER TABLE "shop"."customer" ALTER COLUMN "email" TYPE character varying(200);

SET lock_timeout = 60000;
-- contract: drop index concurrently: index shop.orders.orders_legacy (in the database, not declared)
--   locks shop.orders: SHARE UPDATE EXCLUSIVE
DROP INDEX CONCURRENTLY IF EXISTS "shop"."orders_legacy";

-- contract: drop column shop.orders.legacy_customer_id (in the database, not declared)
--   locks shop.orders: ACCESS EXCLUSIVE
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   ALTER TABLE "shop"."orders" DROP COLUMN "legacy_customer_id";

SET lock_timeout = 500;
BEGIN;
-- contract: add unvalidated foreign key shop.orders.orders_address_fk (declared, not in the database)
--   locks shop.orders: SHARE ROW EXCLUSIVE
--   locks shop.address: SHARE ROW EXCLUSIVE
ALTER TABLE "shop"."orders" ADD CONSTRAINT "orders_address_fk" FOREIGN KEY ("address_id") REFERENCES "shop"."address" ("id") NOT VALID;
COMMIT;

BEGIN;
-- contract: validate foreign key shop.orders.orders_address_fk (what is there is read, while everybody works on)
--   locks shop.orders: SHARE UPDATE EXCLUSIVE
--   locks shop.address: ROW SHARE
ALTER TABLE "shop"."orders" VALIDATE CONSTRAINT "orders_address_fk";
COMMIT;

SELECT pg_catalog.pg_advisory_unlock(1634627173, 24940);
