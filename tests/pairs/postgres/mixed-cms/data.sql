SELECT id, slug, title FROM page ORDER BY id;
