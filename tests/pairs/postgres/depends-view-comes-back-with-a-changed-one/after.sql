CREATE TABLE p (id bigint PRIMARY KEY, code text UNIQUE);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint REFERENCES p, amount numeric(12,2) NOT NULL DEFAULT 0 CHECK (amount >= 0), dbl numeric GENERATED ALWAYS AS (amount * 2) STORED, who name DEFAULT current_user);
CREATE INDEX t_amount ON t (amount DESC) WHERE amount > 10;
CREATE VIEW v AS SELECT id, amount, dbl FROM t WHERE amount > 1;
CREATE MATERIALIZED VIEW mv AS SELECT sum(amount) AS s FROM v;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY pol ON t USING (amount > 0 AND who = current_user);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.amount := NEW.amount + 1; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE OF amount ON t FOR EACH ROW WHEN (OLD.amount IS DISTINCT FROM NEW.amount) EXECUTE FUNCTION tf();
