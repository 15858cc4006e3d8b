CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    j json NULL,
    KEY j_idx ((CAST(j AS UNSIGNED ARRAY)))
);
