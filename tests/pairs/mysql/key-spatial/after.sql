CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    p point NOT NULL,
    SPATIAL KEY p_idx (p)
);
