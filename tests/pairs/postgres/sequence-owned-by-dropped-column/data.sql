SELECT last_value FROM shop.s;
