CREATE TRIGGER moody BEFORE INSERT ON shop.orders FOR ROW WHEN (NEW.how = 'sad' AND NEW.at < now()) EXECUTE FUNCTION shop.touch();
