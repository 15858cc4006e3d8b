UPDATE {journal}backups SET state = ?2 WHERE id = ?1
