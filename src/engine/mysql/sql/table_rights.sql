-- Tables on which this user has the right ?1.
SELECT t.table_name
FROM information_schema.table_privileges AS t
WHERE t.table_schema = DATABASE()
  AND t.privilege_type = ?1
  AND t.grantee = CONCAT('''', LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1),
                         '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')
