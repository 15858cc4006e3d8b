-- There are no roles: who may write the file may write the journal.
SELECT 1
