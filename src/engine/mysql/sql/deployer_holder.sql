-- Who holds the lock ?1: his session, and who that is, as far as this user may see it. One row.
SELECT h.id, p.user, p.host
FROM (SELECT IS_USED_LOCK(?1) AS id) AS h
LEFT JOIN information_schema.processlist AS p ON p.id = h.id
