CREATE TABLE account (id integer PRIMARY KEY AUTOINCREMENT, name varchar(20), balance integer, kind text);
CREATE TABLE entry (id integer PRIMARY KEY, account_id integer NOT NULL REFERENCES account (id) ON DELETE CASCADE, amount integer);
CREATE TABLE audit (what text);
CREATE INDEX entry_account ON entry (account_id);
CREATE VIEW rich AS SELECT id, name FROM account WHERE balance > 100;
CREATE TRIGGER account_gone AFTER DELETE ON account BEGIN INSERT INTO audit VALUES ('account ' || old.id); END;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO account (name, balance, kind) SELECT 'account ' || i, i * 10, CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END FROM n;
INSERT INTO entry SELECT id, id, balance FROM account;
DELETE FROM account WHERE id > 295;
