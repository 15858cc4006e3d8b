CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
DELIMITER //
CREATE PROCEDURE fill(IN n int, OUT total int, INOUT x int)
BEGIN
    DECLARE i int DEFAULT 0;
    WHILE i < n DO
        SET i = i + 1;
    END WHILE;
    SELECT count(*) INTO total FROM items;
    SET x = x + 1;
END
//
DELIMITER ;
