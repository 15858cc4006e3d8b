CREATE FUNCTION f(m shop.mood, p "Positive"[], e citext) RETURNS int LANGUAGE sql AS 'SELECT 1';
