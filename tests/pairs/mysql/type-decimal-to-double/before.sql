CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c decimal(8,2) NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 1.5), (2, NULL);
