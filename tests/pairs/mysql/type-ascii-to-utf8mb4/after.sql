CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    note varchar(20) NULL
);
