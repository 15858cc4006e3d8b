CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c enum('it''s','a,b','\\') NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'it''s'), (2, 'a,b');
