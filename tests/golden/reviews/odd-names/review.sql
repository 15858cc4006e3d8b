-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 1 of 2 steps run; what does not is commented out, with the reason.
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
-- expand: add column shop."or|ders`<b>""@all"."""></title></svg><script>alert(1)</script>" (declared, not in the database)
--   locks shop."or|ders`<b>""@all": ACCESS EXCLUSIVE
ALTER TABLE "shop"."or|ders`<b>""@all" ADD COLUMN """></title></svg><script>alert(1)</script>" text DEFAULT '</pre><img src=x onerror=alert(2)>';
COMMIT;

-- contract: drop column shop."or|ders`<b>""@all".a``b|c*_d (in the database, not declared)
--   locks shop."or|ders`<b>""@all": ACCESS EXCLUSIVE
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   ALTER TABLE "shop"."or|ders`<b>""@all" DROP COLUMN "a``b|c*_d";

SELECT pg_catalog.pg_advisory_unlock(1634627173, 24940);
