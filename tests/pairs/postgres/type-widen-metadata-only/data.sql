SELECT * FROM shop.t;
SELECT pg_relation_filenode('shop.t'), pg_relation_filenode('shop.t_a_idx'), pg_relation_filenode('shop.t_c_idx');
