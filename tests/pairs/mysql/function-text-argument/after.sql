CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
DELIMITER //
CREATE FUNCTION greet(who varchar(20)) RETURNS varchar(40) DETERMINISTIC RETURN concat('hello ', who)
//
DELIMITER ;
