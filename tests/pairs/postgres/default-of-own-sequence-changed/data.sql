SELECT last_value FROM shop.one;
