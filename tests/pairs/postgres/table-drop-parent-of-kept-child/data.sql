SELECT id, parent_id FROM shop.child;
