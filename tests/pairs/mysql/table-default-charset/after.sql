CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL
) DEFAULT CHARACTER SET latin1 COLLATE latin1_swedish_ci;
