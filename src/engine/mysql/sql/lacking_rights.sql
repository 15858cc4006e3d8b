-- Of the rights in the list ?1 (commas around each), those that this user has neither on all databases nor on this one. None
-- while a role is taken: what a role gives is not told in one place.
SELECT p.name
FROM (SELECT 'ALTER' AS name UNION ALL SELECT 'CREATE' UNION ALL SELECT 'DROP' UNION ALL SELECT 'INDEX'
      UNION ALL SELECT 'INSERT' UNION ALL SELECT 'SELECT' UNION ALL SELECT 'REFERENCES') AS p
JOIN (SELECT CONCAT('''', LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1),
                    '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''') AS name) AS me
WHERE ?1 LIKE CONCAT('%,', p.name, ',%')
  AND COALESCE(CURRENT_ROLE(), 'NONE') = 'NONE'
  AND NOT EXISTS (SELECT 1 FROM information_schema.user_privileges AS u
                  WHERE u.grantee IN (me.name, 'PUBLIC') AND u.privilege_type = p.name)
  AND NOT EXISTS (SELECT 1 FROM information_schema.schema_privileges AS s
                  WHERE s.grantee IN (me.name, 'PUBLIC') AND s.privilege_type = p.name AND DATABASE() LIKE s.table_schema)
