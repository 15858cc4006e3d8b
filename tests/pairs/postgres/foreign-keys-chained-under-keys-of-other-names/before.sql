CREATE TABLE method (scope integer, id integer PRIMARY KEY, UNIQUE (scope, id));
CREATE TABLE account (scope integer, method integer, id integer PRIMARY KEY, UNIQUE (scope, method, id),
    CONSTRAINT account_scope_method_fkey FOREIGN KEY (scope, method) REFERENCES method (scope, id));
CREATE TABLE method_detail (scope integer, id integer, CONSTRAINT method_fkey FOREIGN KEY (scope, id) REFERENCES method (scope, id));
CREATE TABLE account_detail (scope integer, method integer, id integer,
    CONSTRAINT account_fkey FOREIGN KEY (scope, method, id) REFERENCES account (scope, method, id));
INSERT INTO method VALUES (1, 2);
INSERT INTO account VALUES (1, 2, 3);
INSERT INTO method_detail VALUES (1, 2);
INSERT INTO account_detail VALUES (1, 2, 3);
