CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(300) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL,
    note varchar(20) NULL
);
