-- What may get in a deployment's way, or what it may get in the way of: transactions that are older than ?1 seconds, of
-- sessions that use this database; replicas.
(SELECT 'transaction', p.id, p.user,
        TIMESTAMPDIFF(SECOND, x.trx_started, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM'))
 FROM information_schema.innodb_trx AS x
 JOIN information_schema.processlist AS p ON p.id = x.trx_mysql_thread_id
 WHERE p.db = DATABASE()
   AND p.id <> CONNECTION_ID()
   AND x.trx_started < CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM') - INTERVAL ?1 SECOND
 ORDER BY x.trx_started
 LIMIT 3)
UNION ALL
SELECT 'replica', NULL, NULL, COUNT(*)
FROM information_schema.processlist AS r
WHERE r.command LIKE 'Binlog Dump%'
HAVING COUNT(*) > 0
