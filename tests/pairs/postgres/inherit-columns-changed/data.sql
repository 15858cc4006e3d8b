SELECT id, extra FROM shop.e;
