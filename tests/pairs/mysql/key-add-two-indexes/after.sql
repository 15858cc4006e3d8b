CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    KEY a_idx (a),
    KEY b_idx (b)
);
