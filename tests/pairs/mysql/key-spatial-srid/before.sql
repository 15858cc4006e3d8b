CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    p point NOT NULL SRID 4326
);
INSERT INTO items VALUES (1, ST_GeomFromText('POINT(1 2)', 4326));
