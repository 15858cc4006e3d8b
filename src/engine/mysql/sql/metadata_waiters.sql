-- Whether anybody else waits for a metadata lock on what the session ?1 has locked, or waits for itself. Without the server's
-- list of locks: whether anybody waits for such a lock at all; the words of a state are the same in all languages.
SELECT EXISTS (SELECT 1
               FROM performance_schema.threads AS t
               JOIN performance_schema.metadata_locks AS h ON h.owner_thread_id = t.thread_id
               JOIN performance_schema.metadata_locks AS w
                 ON w.object_type = h.object_type AND w.object_schema = h.object_schema AND w.object_name = h.object_name
               WHERE t.processlist_id = ?1 AND w.owner_thread_id <> t.thread_id AND w.lock_status = 'PENDING')
       OR (NOT EXISTS (SELECT 1 FROM performance_schema.setup_instruments AS i
                       WHERE i.name = 'wait/lock/metadata/sql/mdl' AND i.enabled = 'YES')
           AND EXISTS (SELECT 1 FROM information_schema.processlist AS p
                       WHERE p.id <> ?1 AND p.state LIKE 'Waiting for % metadata lock'))
