-- The same for a user who may not see transactions.
SELECT t.processlist_id,
       t.processlist_id,
       CONCAT('a session as ', t.processlist_user),
       CASE WHEN t.processlist_command = 'Sleep' THEN 'idle in transaction' ELSE LOWER(t.processlist_command) END,
       MIN(g.object_name),
       MIN(g.lock_type),
       NULL,
       MIN(t.processlist_info)
FROM performance_schema.metadata_locks AS g
JOIN performance_schema.threads AS t ON t.thread_id = g.owner_thread_id
WHERE g.object_type = 'TABLE'
  AND g.object_schema = DATABASE()
  AND g.object_name IN ({names})
  AND t.processlist_id <> CONNECTION_ID()
GROUP BY t.processlist_id, t.processlist_user, t.processlist_command
ORDER BY t.processlist_id
