CREATE VIEW shop.joined AS SELECT a.id, b.total FROM shop.orders AS a INNER JOIN shop.all_of_it AS b USING (id) ORDER BY 2 ASC LIMIT 3;
