SELECT deployment, object, `before`, `after`, record, is_finished
FROM {journal}objects
WHERE deployment = ?1
ORDER BY object
