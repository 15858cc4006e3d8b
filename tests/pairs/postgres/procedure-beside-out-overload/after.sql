CREATE SCHEMA shop;
CREATE PROCEDURE shop.q(OUT r integer) LANGUAGE plpgsql AS $$ BEGIN r := 1; END $$;
CREATE PROCEDURE shop.keep(IN z integer, OUT r integer) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN r := z + 1; END $$;
CREATE PROCEDURE shop.keep(OUT r integer) LANGUAGE plpgsql AS $$ BEGIN r := 1; END $$;
COMMENT ON PROCEDURE shop.q(OUT r integer) IS 'nothing in, one out';
COMMENT ON PROCEDURE shop.keep(IN z integer, OUT r integer) IS 'kept';
GRANT EXECUTE ON PROCEDURE shop.keep(IN z integer, OUT r integer) TO anneal_test_app;
