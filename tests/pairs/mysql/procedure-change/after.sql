CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
DELIMITER //
CREATE PROCEDURE fill(IN n int, IN m int)
BEGIN
    INSERT INTO items (id, a) VALUES (n, m);
END
//
DELIMITER ;
