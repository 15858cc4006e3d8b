SELECT id, old_column FROM old_table;
SELECT * FROM child;
-- after
SELECT id, new_column FROM new_table;
SELECT * FROM child;
