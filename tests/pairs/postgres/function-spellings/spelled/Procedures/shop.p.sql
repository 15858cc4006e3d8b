CREATE PROCEDURE shop.p(INOUT x int, IN m shop.mood) AS $body$BEGIN x := x + 1; END$body$ LANGUAGE "plpgsql";
