SELECT old_column FROM shop.old_table;
-- after
SELECT new_column FROM shop.new_table;
