CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c time NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, '10:11:12'), (2, NULL);
