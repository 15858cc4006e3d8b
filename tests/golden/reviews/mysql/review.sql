-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 4 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

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
