DO $$
DECLARE r text;
BEGIN
    FOREACH r IN ARRAY ARRAY['anneal_pair_reader', 'anneal_pair_writer', 'Anneal pair, odd'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I', r);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END LOOP;
END
$$;
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, tenant text);
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON shop.orders TO anneal_pair_writer, CURRENT_USER, anneal_pair_reader USING (id > 0);
CREATE POLICY b ON shop.orders TO "Anneal pair, odd" USING (id > 0);
CREATE POLICY c ON shop.orders TO SESSION_USER USING (id > 0);
CREATE POLICY d ON shop.orders TO anneal_pair_writer, "Anneal pair, odd" USING (id > 0);
