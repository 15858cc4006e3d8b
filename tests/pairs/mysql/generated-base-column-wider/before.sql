CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a varchar(20) NOT NULL,
    g varchar(40) GENERATED ALWAYS AS (lower(a)) VIRTUAL
);
INSERT INTO items (id, a) VALUES (1, 'A');
