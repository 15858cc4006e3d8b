-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 11 of 14 steps run; what does not is commented out, with the reason.
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
DO $anneal$ DECLARE answer text; BEGIN
    EXECUTE 'SELECT count(*) FROM "shop"."orders" WHERE "note" IS NULL' INTO answer;
    IF answer IS DISTINCT FROM '0' THEN
        RAISE EXCEPTION USING MESSAGE = 'rows stand in the way: forbid NULL in new rows: column shop.orders.note', DETAIL = 'the answer is ' || coalesce(answer, 'NULL');
    END IF;
END $anneal$;

BEGIN;
-- expand: create table shop.customer (declared, not in the database)
CREATE TABLE "shop"."customer" (
    "id" bigint NOT NULL,
    "name" text NOT NULL,
    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);
COMMIT;

BEGIN;
-- expand: create table shop.log (declared, not in the database)
CREATE TABLE "shop"."log" (
    "at" timestamp without time zone NOT NULL,
    "what" json NOT NULL
);
COMMIT;

BEGIN;
-- expand: add column shop.orders.placed_at (declared, not in the database)
--   locks shop.orders: ACCESS EXCLUSIVE
ALTER TABLE "shop"."orders" ADD COLUMN "placed_at" timestamp with time zone;
-- expand: add new side of column shop.orders.total (DataType integer -> bigint)
--   locks shop.orders: ACCESS EXCLUSIVE
CREATE OR REPLACE FUNCTION "shop"."anneal_tmp_edccdab9fcb6"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS 'BEGIN NEW."anneal_tmp_edccdab9fcb6" := (NEW."total")::bigint; RETURN NEW; END';
ALTER TABLE "shop"."orders" ADD COLUMN "anneal_tmp_edccdab9fcb6" bigint, ADD CONSTRAINT "anneal_tmp_edccdab9fcb6" CHECK ("anneal_tmp_edccdab9fcb6" IS NOT DISTINCT FROM ("total")::bigint AND "anneal_tmp_edccdab9fcb6" IS NOT NULL) NOT VALID;
CREATE TRIGGER "~anneal_tmp_edccdab9fcb6" BEFORE INSERT OR UPDATE ON "shop"."orders" FOR EACH ROW EXECUTE FUNCTION "shop"."anneal_tmp_edccdab9fcb6"();
ALTER TABLE "shop"."orders" ENABLE ALWAYS TRIGGER "~anneal_tmp_edccdab9fcb6";
COMMIT;

SET lock_timeout = 60000;
-- expand: create index concurrently: index shop.orders.orders_placed (declared, not in the database)
--   locks shop.orders: SHARE UPDATE EXCLUSIVE
CREATE INDEX CONCURRENTLY "orders_placed" ON "shop"."orders" ("placed_at");

-- migrate: fill new column in batches: column shop.orders.total (rows of shop.orders from before it get their values, while everybody works on; each row written leaves a dead one until the next vacuum; statistics are as before until the next ANALYZE)
--   locks shop.orders: ROW EXCLUSIVE
PREPARE anneal_first AS
SELECT "id" FROM "shop"."orders" ORDER BY "id" LIMIT 1;
PREPARE anneal_one AS
UPDATE "shop"."orders" SET "anneal_tmp_edccdab9fcb6" = (("total")::bigint) WHERE ("id") = ($1) AND ("anneal_tmp_edccdab9fcb6" IS DISTINCT FROM ("total")::bigint) RETURNING ("anneal_tmp_edccdab9fcb6" IS DISTINCT FROM ("total")::bigint);
PREPARE anneal_next AS
SELECT "id" FROM "shop"."orders" WHERE ("id") > ($1) ORDER BY "id" LIMIT 1 OFFSET $2::bigint;
PREPARE anneal_last AS
SELECT "id" FROM "shop"."orders" WHERE ("id") > ($1) ORDER BY "id" DESC LIMIT 1;
PREPARE anneal_batch AS
UPDATE "shop"."orders" SET "anneal_tmp_edccdab9fcb6" = (("total")::bigint) WHERE ("id") > ($1) AND ("id") <= ($2) AND ("anneal_tmp_edccdab9fcb6" IS DISTINCT FROM ("total")::bigint) RETURNING ("anneal_tmp_edccdab9fcb6" IS DISTINCT FROM ("total")::bigint);
DO $anneal$ DECLARE
    low1 text; high1 text;
BEGIN
    EXECUTE pg_catalog.format('EXECUTE anneal_first') INTO high1;
    IF high1 IS NULL THEN
        RETURN;
    END IF;
    EXECUTE 'SET LOCAL row_security = off';
    EXECUTE pg_catalog.format('EXECUTE anneal_one (%L)', high1);
    COMMIT;
    LOOP
        low1 := high1;
        EXECUTE pg_catalog.format('EXECUTE anneal_next (%L, %L)', low1, 999) INTO high1;
        IF high1 IS NULL THEN
            EXECUTE pg_catalog.format('EXECUTE anneal_last (%L)', low1) INTO high1;
        END IF;
        EXIT WHEN high1 IS NULL;
        EXECUTE 'SET LOCAL row_security = off';
        EXECUTE pg_catalog.format('EXECUTE anneal_batch (%L, %L)', low1, high1);
        COMMIT;
    END LOOP;
END $anneal$;
DEALLOCATE anneal_first; DEALLOCATE anneal_one; DEALLOCATE anneal_next;
DEALLOCATE anneal_last; DEALLOCATE anneal_batch;

SET lock_timeout = 500;
BEGIN;
-- migrate: validate check constraint column shop.orders.total (both sides are compared in each row, while everybody works on)
--   locks shop.orders: SHARE UPDATE EXCLUSIVE
ALTER TABLE "shop"."orders" VALIDATE CONSTRAINT "anneal_tmp_edccdab9fcb6";
-- migrate: gather statistics of new side of column shop.orders.total (queries are planned by them as soon as it is in its place)
--   locks shop.orders: SHARE UPDATE EXCLUSIVE
ANALYZE "shop"."orders" ("anneal_tmp_edccdab9fcb6");
COMMIT;

BEGIN;
-- migrate: put new side of column in its place: column shop.orders.total (both sides are proven equal; the old one is kept)
--   locks shop.orders: ACCESS EXCLUSIVE
ALTER TABLE "shop"."orders" ALTER COLUMN "anneal_tmp_edccdab9fcb6" SET NOT NULL;
ALTER TABLE "shop"."orders" DROP CONSTRAINT "anneal_tmp_edccdab9fcb6";
ALTER TABLE "shop"."orders" RENAME COLUMN "total" TO "anneal_tmp_5570ba143e07";
ALTER TABLE "shop"."orders" RENAME COLUMN "anneal_tmp_edccdab9fcb6" TO "total";
ALTER TABLE "shop"."orders" RENAME COLUMN "anneal_tmp_5570ba143e07" TO "anneal_tmp_edccdab9fcb6";
ALTER TABLE "shop"."orders" ALTER COLUMN "anneal_tmp_edccdab9fcb6" DROP NOT NULL;
ALTER TABLE "shop"."orders" RENAME CONSTRAINT "orders_anneal_tmp_edccdab9fcb6_not_null" TO "orders_total_not_null";
CREATE OR REPLACE FUNCTION "shop"."anneal_tmp_edccdab9fcb6"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS 'BEGIN NEW."anneal_tmp_edccdab9fcb6" := (NEW."total")::integer; RETURN NEW; EXCEPTION WHEN OTHERS THEN NEW."anneal_tmp_edccdab9fcb6" := NULL; RETURN NEW; END';
COMMIT;

BEGIN;
-- contract: forbid NULL in new rows: column shop.orders.note (Nullable true -> false)
--   locks shop.orders: ACCESS EXCLUSIVE
ALTER TABLE "shop"."orders" ADD CONSTRAINT "orders_note_not_null" NOT NULL "note" NOT VALID;
COMMIT;

BEGIN;
-- contract: validate NOT NULL: column shop.orders.note (what is there is read, while everybody works on)
--   locks shop.orders: SHARE UPDATE EXCLUSIVE
ALTER TABLE "shop"."orders" VALIDATE CONSTRAINT "orders_note_not_null";
COMMIT;

-- contract: drop column shop.orders.anneal_tmp_edccdab9fcb6 (the old side of total, which writes keep)
--   locks shop.orders: ACCESS EXCLUSIVE
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP TRIGGER IF EXISTS "~anneal_tmp_edccdab9fcb6" ON "shop"."orders";
--   DROP FUNCTION IF EXISTS "shop"."anneal_tmp_edccdab9fcb6"();
--   ALTER TABLE "shop"."orders" DROP COLUMN "anneal_tmp_edccdab9fcb6";
-- contract: drop column shop.orders.legacy_id (in the database, not declared)
--   locks shop.orders: ACCESS EXCLUSIVE
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   ALTER TABLE "shop"."orders" DROP COLUMN "legacy_id";

-- contract: drop table shop.parcel (in the database, not declared)
--   locks shop.parcel: ACCESS EXCLUSIVE
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP TABLE "shop"."parcel";

SELECT pg_catalog.pg_advisory_unlock(1634627173, 24940);
