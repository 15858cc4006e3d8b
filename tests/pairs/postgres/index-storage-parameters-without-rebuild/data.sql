SELECT pg_relation_filenode('shop.t_a_idx');
