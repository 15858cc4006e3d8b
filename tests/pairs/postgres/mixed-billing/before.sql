CREATE SCHEMA billing;
CREATE SEQUENCE billing.invoice_number START 1000;
CREATE FUNCTION billing.next_number() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT 'R' || nextval('billing.invoice_number') $$;
CREATE TABLE billing.account (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, currency char(3) NOT NULL DEFAULT 'EUR' CHECK (currency IN ('EUR', 'USD')));
CREATE TABLE billing.invoice (
    number text PRIMARY KEY DEFAULT billing.next_number(),
    account_id uuid NOT NULL REFERENCES billing.account,
    status varchar(10) NOT NULL DEFAULT 'draft' CONSTRAINT invoice_status_check CHECK (status IN ('draft', 'open', 'paid', 'void')),
    issued_on date,
    due_on date,
    CONSTRAINT invoice_dates CHECK (due_on >= issued_on)
);
CREATE TABLE billing.item (
    id bigserial PRIMARY KEY,
    invoice text NOT NULL CONSTRAINT item_invoice_fk REFERENCES billing.invoice ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    amount numeric(10,2) NOT NULL,
    tax_rate numeric(4,3) NOT NULL DEFAULT 0.19,
    tax numeric(10,2) GENERATED ALWAYS AS (round(amount * tax_rate, 2)) STORED
);
CREATE TABLE billing.subscription (
    account_id uuid REFERENCES billing.account,
    plan text NOT NULL,
    valid daterange NOT NULL,
    EXCLUDE USING gist (valid WITH &&)
);
CREATE VIEW billing.invoice_sum AS SELECT invoice, sum(amount) AS net, sum(tax) AS tax FROM billing.item GROUP BY invoice;
CREATE VIEW billing.account_sum AS SELECT i.account_id, sum(s.net + s.tax) AS gross FROM billing.invoice i JOIN billing.invoice_sum s ON s.invoice = i.number GROUP BY 1;
CREATE VIEW billing.top_account AS SELECT a.name, s.gross FROM billing.account a JOIN billing.account_sum s ON s.account_id = a.id ORDER BY 2 DESC LIMIT 10;
CREATE FUNCTION billing.check_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM billing.item WHERE invoice = NEW.number) AND NEW.status <> 'draft' THEN
        RAISE EXCEPTION 'invoice % has no items', NEW.number;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_items AFTER INSERT OR UPDATE ON billing.invoice DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing.check_items();
INSERT INTO billing.account (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'Ada');
INSERT INTO billing.invoice (number, account_id, status) VALUES ('R1', '00000000-0000-0000-0000-000000000001', 'draft');
INSERT INTO billing.item (invoice, amount) VALUES ('R1', 100);
