CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    p point NOT NULL
);
INSERT INTO items VALUES (1, ST_GeomFromText('POINT(1 2)'));
