CREATE SCHEMA billing;
CREATE TYPE billing.interval_unit AS ENUM ('day', 'month', 'year');
CREATE SEQUENCE billing.invoice_number START 1000 INCREMENT 10 CACHE 5;
CREATE FUNCTION billing.next_number() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT to_char(now(), 'YYYY') || '-' || nextval('billing.invoice_number') $$;
CREATE TABLE billing.account (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, currency char(3) NOT NULL DEFAULT 'EUR' CHECK (currency IN ('EUR', 'USD', 'CHF')), vat_id text);
CREATE TABLE billing.invoice (
    number text PRIMARY KEY DEFAULT billing.next_number(),
    account_id uuid NOT NULL REFERENCES billing.account ON DELETE RESTRICT,
    status text NOT NULL DEFAULT 'draft' CONSTRAINT invoice_status_check CHECK (status IN ('draft', 'open', 'paid', 'void', 'written_off')),
    issued_on date DEFAULT CURRENT_DATE,
    due_on date,
    CONSTRAINT invoice_dates CHECK (due_on >= issued_on) NOT VALID
);
CREATE TABLE billing.item (
    id bigserial PRIMARY KEY,
    invoice text NOT NULL CONSTRAINT item_invoice_fk REFERENCES billing.invoice ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE,
    amount numeric(14,4) NOT NULL,
    tax_rate numeric(5,4) NOT NULL DEFAULT 0.19,
    tax numeric(14,4) GENERATED ALWAYS AS (round(amount * tax_rate, 4)) STORED,
    unit billing.interval_unit
);
CREATE TABLE billing.subscription (
    account_id uuid REFERENCES billing.account,
    plan text NOT NULL,
    valid daterange NOT NULL,
    unit billing.interval_unit NOT NULL DEFAULT 'month',
    CONSTRAINT subscription_overlap EXCLUDE USING gist (valid WITH &&) WHERE (plan <> 'trial')
);
CREATE VIEW billing.invoice_sum AS SELECT invoice, count(*) AS items, sum(amount) AS net, sum(tax) AS tax FROM billing.item GROUP BY invoice;
CREATE VIEW billing.account_sum AS SELECT i.account_id, sum(s.net + s.tax) AS gross FROM billing.invoice i JOIN billing.invoice_sum s ON s.invoice = i.number WHERE i.status <> 'void' GROUP BY 1;
CREATE VIEW billing.top_account AS SELECT a.name, s.gross FROM billing.account a JOIN billing.account_sum s ON s.account_id = a.id ORDER BY 2 DESC LIMIT 20;
CREATE FUNCTION billing.check_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'draft' AND NOT EXISTS (SELECT FROM billing.item WHERE invoice = NEW.number) THEN
        RAISE EXCEPTION 'invoice % has no items', NEW.number;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_items AFTER INSERT OR UPDATE OF status ON billing.invoice DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing.check_items();
ALTER TABLE billing.invoice DISABLE TRIGGER check_items;
