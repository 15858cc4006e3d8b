-- What there is under the journal's name. What this user may do with it the server says when it is done.
SELECT EXISTS (SELECT 1 FROM information_schema.tables AS t
               WHERE t.table_schema = DATABASE() AND t.table_name = CONCAT('_', ?1, '_journal')),
       EXISTS (SELECT 1 FROM information_schema.tables AS t
               WHERE t.table_schema = DATABASE() AND t.table_name = CONCAT('_', ?1, '_journal')
                 AND t.table_comment NOT LIKE 'anneal journal%'),
       1,
       1,
       1,
       NULL
