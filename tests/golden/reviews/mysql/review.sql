-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 4 steps run; what does not is commented out, with the reason.
-- By hand: mysql --comments DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', autocommit = 1,
    foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0;
-- No deployer beside this session, until it ends.
SET @anneal_guard = IF(LENGTH(DATABASE()) > 57 OR GET_LOCK(CONCAT('anneal:', DATABASE()), 0) <=> 1, 'DO 0', 'SELECT `another deployer is at work on this database`');
PREPARE anneal_guard FROM @anneal_guard;
EXECUTE anneal_guard;
DEALLOCATE PREPARE anneal_guard;
SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1;

SET SESSION lock_wait_timeout = 60, innodb_lock_wait_timeout = 60;
-- expand: add column customer.mail (the package declares the column)
--   locks customer: ALGORITHM=INSTANT, LOCK=DEFAULT
ALTER TABLE `customer` ADD COLUMN `mail` varchar(40) NULL, ALGORITHM=INSTANT, LOCK=DEFAULT;

-- expand: create index customer.customer_mail (the package declares the index)
--   locks customer: ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `customer` ADD KEY `customer_mail` (`mail`), ALGORITHM=INPLACE, LOCK=NONE;

-- expand: widen type in place: column orders.total (DataType int -> bigint)
--   locks orders: ALGORITHM=COPY, LOCK=SHARED
--   held: BLOCKS_WRITES: a lock that stops writes longer than the lock budget; TABLE_REWRITE: every row is written again; release with --allow BLOCKS_WRITES,TABLE_REWRITE
--   ALTER TABLE `orders` MODIFY COLUMN `total` bigint NOT NULL, ALGORITHM=COPY, LOCK=SHARED;

-- contract: drop table legacy (the package has no such table)
--   locks legacy: EXCLUSIVE metadata lock
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP TABLE `legacy`;

SET @anneal_guard = RELEASE_LOCK(CONCAT('anneal:', LEFT(DATABASE(), 57)));
