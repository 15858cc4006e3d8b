SELECT product, object, source, live
FROM {journal}spellings
WHERE product = ?1
ORDER BY object
