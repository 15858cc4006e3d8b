SELECT id, v FROM shop.m;
