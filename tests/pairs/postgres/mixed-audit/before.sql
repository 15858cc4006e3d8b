CREATE SCHEMA audit;
CREATE TABLE audit.log (id bigserial PRIMARY KEY, table_name regclass NOT NULL, op char(1) NOT NULL, old jsonb, new jsonb, at timestamptz NOT NULL DEFAULT clock_timestamp(), who name NOT NULL DEFAULT session_user);
CREATE FUNCTION audit.record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO audit.log (table_name, op, old, new) VALUES (TG_RELID, left(TG_OP, 1), to_jsonb(OLD), to_jsonb(NEW));
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TABLE account (id integer PRIMARY KEY, balance numeric NOT NULL DEFAULT 0);
CREATE TABLE transfer (id integer PRIMARY KEY, source integer REFERENCES account, target integer REFERENCES account, amount numeric CHECK (amount > 0), CHECK (source <> target));
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION audit.record();
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON transfer FOR EACH ROW EXECUTE FUNCTION audit.record();
CREATE VIEW audit.recent AS SELECT * FROM audit.log WHERE at > now() - interval '1 day';
INSERT INTO account VALUES (1), (2);
