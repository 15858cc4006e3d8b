CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON shop.lines FROM shop.orders INITIALLY DEFERRED DEFERRABLE
    FOR EACH ROW WHEN (((((OLD.*) is distinct from (new.*))))) EXECUTE PROCEDURE shop.touch();
