CREATE SCHEMA audit;
CREATE TABLE audit.log (id bigserial PRIMARY KEY, table_name text NOT NULL, op text NOT NULL, old jsonb, new jsonb, at timestamptz NOT NULL DEFAULT clock_timestamp(), who name NOT NULL DEFAULT current_user, txid bigint DEFAULT txid_current());
CREATE INDEX log_table_idx ON audit.log (table_name, at);
CREATE FUNCTION audit.record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO audit.log (table_name, op, old, new) VALUES (TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP, to_jsonb(OLD), to_jsonb(NEW));
    RETURN NULL;
END $$;
CREATE FUNCTION audit.record_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit.log (table_name, op, new) SELECT TG_TABLE_NAME, TG_OP, to_jsonb(n) FROM added n;
    RETURN NULL;
END $$;
CREATE TABLE account (id integer PRIMARY KEY, balance numeric(20,4) NOT NULL DEFAULT 0, closed boolean DEFAULT false);
CREATE TABLE transfer (id integer PRIMARY KEY, source integer NOT NULL REFERENCES account, target integer NOT NULL REFERENCES account, amount numeric CHECK (amount > 0), note text, CHECK (source <> target));
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION audit.record();
CREATE TRIGGER audit AFTER INSERT ON transfer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit.record_all();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON transfer FOR EACH ROW EXECUTE FUNCTION audit.record();
CREATE VIEW audit.recent AS SELECT id, table_name, op, at, who FROM audit.log WHERE at > now() - interval '1 day';
