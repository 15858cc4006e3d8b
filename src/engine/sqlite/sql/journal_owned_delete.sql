DELETE FROM {journal}owned WHERE product = ?1 AND object IN (SELECT value FROM json_each(?2))
