SELECT pg_relation_filenode('shop.old_pkey'), pg_relation_filenode('shop.old_key'), pg_relation_filenode('shop.old_idx');
-- after
SELECT pg_relation_filenode('shop."New Pkey"'), pg_relation_filenode('shop.new_key'), pg_relation_filenode('shop.new_idx');
