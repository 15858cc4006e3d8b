CREATE TABLE account (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL, balance bigint NOT NULL CHECK (balance >= 0), kind text,
    opened text DEFAULT '2020-01-01');
CREATE TABLE entry (id integer PRIMARY KEY, account_id integer NOT NULL REFERENCES account (id) ON DELETE RESTRICT, amount integer NOT NULL);
CREATE TABLE audit (what text NOT NULL);
CREATE INDEX entry_account ON entry (account_id, amount);
CREATE VIEW rich AS SELECT id, name FROM account WHERE balance > 100;
CREATE TRIGGER account_gone AFTER DELETE ON account BEGIN INSERT INTO audit VALUES ('account ' || old.id); END;
