SELECT id, name, own FROM shop.ab;
