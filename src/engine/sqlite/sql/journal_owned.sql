SELECT product, object, deployment FROM {journal}owned WHERE product = ?1 ORDER BY object
