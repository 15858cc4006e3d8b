SELECT id, amount, code, kind FROM shop.orders ORDER BY id; SELECT id, "both" FROM shop.dearer ORDER BY id;
