CREATE SCHEMA shop;
CREATE PROCEDURE shop.q(IN z integer, OUT r integer) LANGUAGE plpgsql AS $$ BEGIN r := z; END $$;
CREATE PROCEDURE shop.keep(IN z integer, OUT r integer) LANGUAGE plpgsql AS $$ BEGIN r := z; END $$;
CREATE PROCEDURE shop.keep(OUT r integer) LANGUAGE plpgsql AS $$ BEGIN r := 1; END $$;
COMMENT ON PROCEDURE shop.q(IN z integer, OUT r integer) IS 'one in, one out';
