CREATE TABLE nodes (
    id int NOT NULL PRIMARY KEY,
    up int NULL,
    KEY up_idx (up)
);
INSERT INTO nodes VALUES (1, NULL), (2, 1);
