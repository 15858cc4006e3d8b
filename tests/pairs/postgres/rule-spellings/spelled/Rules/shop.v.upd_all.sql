CREATE RULE upd_all AS ON UPDATE TO shop.v DO INSTEAD (UPDATE shop.orders SET status = NEW.status WHERE id = OLD.id);
