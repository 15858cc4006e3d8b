CREATE TABLE method (scope integer, id integer PRIMARY KEY, CONSTRAINT method_uq UNIQUE (scope, id));
CREATE TABLE account (scope integer, method integer, id integer PRIMARY KEY, CONSTRAINT account_uq UNIQUE (scope, method, id),
    CONSTRAINT method_fk FOREIGN KEY (scope, method) REFERENCES method (scope, id));
CREATE TABLE method_detail (scope integer, id integer, CONSTRAINT method_fkey FOREIGN KEY (scope, id) REFERENCES method (scope, id));
CREATE TABLE account_detail (scope integer, method integer, id integer,
    CONSTRAINT account_fkey FOREIGN KEY (scope, method, id) REFERENCES account (scope, method, id));
