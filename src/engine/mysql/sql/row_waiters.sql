-- Whether anybody waits for a lock on rows that the session ?1 has.
SELECT EXISTS (SELECT 1
               FROM performance_schema.data_lock_waits AS w
               JOIN performance_schema.threads AS t ON t.thread_id = w.blocking_thread_id
               WHERE t.processlist_id = ?1)
