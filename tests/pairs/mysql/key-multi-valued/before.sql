CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    j json NULL
);
INSERT INTO items VALUES (1, '[1, 2]');
