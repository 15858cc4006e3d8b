SELECT id, sku FROM shop.item ORDER BY id;
SELECT id, item_id FROM shop.part ORDER BY id;
SELECT pg_relation_filenode('shop.item_sku_idx'), pg_relation_filenode('shop.item_pkey');
-- after
SELECT id, sku FROM shop.article ORDER BY id;
SELECT id, article_id FROM shop.part ORDER BY id;
SELECT pg_relation_filenode('shop.article_sku_idx'), pg_relation_filenode('shop.article_pkey');
