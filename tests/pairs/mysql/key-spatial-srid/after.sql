CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    p point NOT NULL SRID 4326,
    SPATIAL KEY p_idx (p)
);
