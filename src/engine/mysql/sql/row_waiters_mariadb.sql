-- Whether anybody waits for a lock on rows that the session ?1 has.
SELECT EXISTS (SELECT 1
               FROM information_schema.innodb_lock_waits AS w
               JOIN information_schema.innodb_trx AS b ON b.trx_id = w.blocking_trx_id
               WHERE b.trx_mysql_thread_id = ?1)
