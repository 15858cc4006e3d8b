CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a varchar(30) NOT NULL,
    g varchar(40) GENERATED ALWAYS AS (lower(a)) VIRTUAL
);
