CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    e enum('a','b') NOT NULL DEFAULT 'a',
    s set('x','y') NULL
);
