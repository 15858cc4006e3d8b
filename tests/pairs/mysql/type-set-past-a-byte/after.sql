CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c set('a','b','c','d','e','f','g','h','i') NOT NULL,
    note varchar(20) NULL
);
