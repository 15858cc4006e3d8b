SELECT id, k FROM shop.t ORDER BY 1;
