SELECT id, twice FROM orders ORDER BY id;
