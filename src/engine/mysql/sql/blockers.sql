-- Sessions that hold, or wait for, a metadata lock on one of the tables: any is in the way of the exclusive one that each ALTER
-- takes for a moment. One row a session, the oldest transaction first. Its start is in the server's own time zone, in seconds.
SELECT CONCAT(t.processlist_id, '/', COALESCE(MIN(x.trx_started), '')),
       t.processlist_id,
       CONCAT(COALESCE(MIN(a.attr_value), 'a session'), ' as ', t.processlist_user),
       CASE WHEN t.processlist_command = 'Sleep' THEN 'idle in transaction' ELSE LOWER(t.processlist_command) END,
       MIN(g.object_name),
       MIN(g.lock_type),
       TIMESTAMPDIFF(SECOND, MIN(x.trx_started), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM')) * 1000 AS age,
       MIN(t.processlist_info)
FROM performance_schema.metadata_locks AS g
JOIN performance_schema.threads AS t ON t.thread_id = g.owner_thread_id
LEFT JOIN information_schema.innodb_trx AS x ON x.trx_mysql_thread_id = t.processlist_id
LEFT JOIN performance_schema.session_connect_attrs AS a ON a.processlist_id = t.processlist_id AND a.attr_name = 'program_name'
WHERE g.object_type = 'TABLE'
  AND g.object_schema = DATABASE()
  AND g.object_name IN ({names})
  AND t.processlist_id <> CONNECTION_ID()
GROUP BY t.processlist_id, t.processlist_user, t.processlist_command
ORDER BY age DESC, t.processlist_id
