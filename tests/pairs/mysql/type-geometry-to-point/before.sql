CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c geometry NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, ST_GeomFromText('POINT(1 2)')), (2, NULL);
