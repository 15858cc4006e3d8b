-- What there is under the journal's name. Who may write the file may do everything with it.
SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_' || ?1 || '_journal'),
       0,
       1,
       1,
       1,
       NULL
