SELECT id, amount, half FROM shop.t;
SELECT pg_relation_filenode('shop.t_plain_idx'), pg_relation_filenode('shop.t_expression_idx');
-- after
SELECT id, quantity, half FROM shop.t;
SELECT pg_relation_filenode('shop.t_plain_idx'), pg_relation_filenode('shop.t_expression_idx');
