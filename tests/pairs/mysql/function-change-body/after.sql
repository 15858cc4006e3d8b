CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
DELIMITER //
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC NO SQL
BEGIN
    -- it's a comment; with a semicolon
    RETURN n + n;
END
//
DELIMITER ;
