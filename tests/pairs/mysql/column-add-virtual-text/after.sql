CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    c varchar(40) GENERATED ALWAYS AS (concat(b, ' é')) VIRTUAL
);
