SELECT pg_relation_filenode('shop.old_idx');
-- after
SELECT pg_relation_filenode('shop."New ""idx"""');
