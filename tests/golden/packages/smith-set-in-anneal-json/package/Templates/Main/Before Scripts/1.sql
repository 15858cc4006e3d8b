INSERT INTO shop."Order Lines" (id, note) VALUES (0, '{{intro}}');
