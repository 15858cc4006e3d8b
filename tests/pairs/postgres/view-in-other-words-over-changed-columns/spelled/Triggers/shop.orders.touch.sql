create trigger touch before update on shop.orders for each row when ((OLD.status) is distinct from NEW.status) execute procedure shop.touch();
