CREATE TRIGGER instead INSTEAD OF UPDATE
    ON shop.v -- the view
    FOR EACH ROW EXECUTE PROCEDURE shop.touch();
