/* A script -> its statements; a row a case. */
#include "split_cases.h"

#include "engine/mysql/my_slots.h"

static const SplitCase rows[] = {
    {"nothing_is_no_statement", "", "", false},
    {"blanks_and_comments_are_no_statement", " -- a\n# b;\n/* c; */ ;\n;", "", false},
    {"each_has_its_line", "a;\n\nb\n;c", "1:a¦3:b¦4:c", false},
    {"the_last_needs_no_semicolon", "a;b -- c", "1:a¦1:b", false},
    {"dashes_without_a_blank_are_signs", "a --1;b", "1:a --1¦1:b", false},
    {"code_in_comments_is_kept", "a /*!80023 b; */ c; /*M!100100 d */;",
     "1:a /*!80023 b; */ c¦1:/*M!100100 d */", false},
    {"every_quoting_holds_semicolons", "a ';' \";\" `;` '\\';' 'it'';';b",
     "1:a ';' \";\" `;` '\\';' 'it'';'¦1:b", false},
    {"a_backslash_is_no_escape_in_a_name", "a `\\`;b", "1:a `\\`¦1:b", false},
    {"a_delimiter_of_its_own",
     "a;\nDELIMITER $$\nCREATE PROCEDURE p()\nBEGIN\n  b;\nEND$$\ndelimiter ;\nc;",
     "1:a¦3=CREATE PROCEDURE:CREATE PROCEDURE p()\nBEGIN\n  b;\nEND¦8:c", false},
    {"delimiters_of_signs", "DELIMITER //\na; b//\nDELIMITER ;;\nc; d;;\n", "2:a; b¦4:c; d", false},
    {"a_body_keeps_its_statements", "CREATE PROCEDURE p(IN a INT) COMMENT 'x;' BEGIN a; b; END;\nx",
     "1=CREATE PROCEDURE:CREATE PROCEDURE p(IN a INT) COMMENT 'x;' BEGIN a; b; END¦2:x", false},
    {"a_body_of_one_statement_ends_with_it",
     "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = IF(NEW.c, 1, 2);\nx",
     "1=CREATE TRIGGER:CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = IF(NEW.c, 1, "
     "2)¦2:x",
     false},
    {"every_block_is_closed_by_its_own",
     "CREATE OR REPLACE FUNCTION f(a INT) RETURNS SET('x', 'y') DETERMINISTIC\n"
     "l: BEGIN\n"
     " DECLARE c INT; DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN x; END;\n"
     " IF a THEN SET c = CASE a WHEN 1 THEN IF(a, 1, 2) ELSE 3 END; ELSEIF b THEN x;\n"
     " ELSE IF c THEN y; END IF; END IF;\n"
     " CASE a WHEN 1 THEN x; ELSE REPEAT y; UNTIL z END REPEAT; END CASE;\n"
     " m: LOOP LEAVE m; END LOOP m; WHILE a DO x; END WHILE; FOR i IN 1..3 DO x; END FOR;\n"
     " RETURN REPEAT('a', 3); END l;\nx",
     "1=CREATE OR:CREATE OR REPLACE FUNCTION f(a INT) RETURNS SET('x', 'y') DETERMINISTIC\n"
     "l: BEGIN\n"
     " DECLARE c INT; DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN x; END;\n"
     " IF a THEN SET c = CASE a WHEN 1 THEN IF(a, 1, 2) ELSE 3 END; ELSEIF b THEN x;\n"
     " ELSE IF c THEN y; END IF; END IF;\n"
     " CASE a WHEN 1 THEN x; ELSE REPEAT y; UNTIL z END REPEAT; END CASE;\n"
     " m: LOOP LEAVE m; END LOOP m; WHILE a DO x; END WHILE; FOR i IN 1..3 DO x; END FOR;\n"
     " RETURN REPEAT('a', 3); END l¦9:x",
     false},
    {"a_definer_and_conditions_are_passed_over",
     "CREATE DEFINER=`a`@`b` PROCEDURE IF NOT EXISTS p() IF 1 THEN x; END IF; y",
     "1=CREATE DEFINER:CREATE DEFINER=`a`@`b` PROCEDURE IF NOT EXISTS p() IF 1 THEN x; END IF¦1:y",
     false},
    {"an_event_has_a_body_behind_do",
     "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN a; b; END; ALTER EVENT e DO c; d",
     "1=CREATE EVENT:CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN a; b; END¦1=ALTER EVENT:ALTER "
     "EVENT e DO c¦1:d",
     false},
    {"a_trigger_behind_another",
     "CREATE TRIGGER t AFTER UPDATE ON a FOR EACH ROW FOLLOWS u BEGIN UPDATE b SET c = 1; END; x",
     "1=CREATE TRIGGER:CREATE TRIGGER t AFTER UPDATE ON a FOR EACH ROW FOLLOWS u BEGIN UPDATE b "
     "SET c = 1; END¦1:x",
     false},
    {"a_block_without_a_name", "BEGIN NOT ATOMIC IF a THEN b; END IF; END; c",
     "1:BEGIN NOT ATOMIC IF a THEN b; END IF; END¦1:c", false},
    {"a_table_has_no_body",
     "CREATE TABLE t (a INT DEFAULT (IF(1, 2, 3)));CREATE VIEW v AS SELECT 1;a",
     "1=CREATE TABLE:CREATE TABLE t (a INT DEFAULT (IF(1, 2, 3)))¦1=CREATE VIEW:CREATE VIEW v AS "
     "SELECT 1¦1:a",
     false},
    {"transactions_are_told",
     "START TRANSACTION; BEGIN; COMMIT; ROLLBACK; SAVEPOINT a; ROLLBACK TO a",
     "1(START TRANSACTION:START TRANSACTION¦1(BEGIN:BEGIN¦1)COMMIT:COMMIT¦1)ROLLBACK:ROLLBACK¦1:"
     "SAVEPOINT a¦1:ROLLBACK TO a",
     false},
    {"what_commits_is_told",
     "INSERT INTO a VALUES (1); ALTER TABLE a FORCE; CREATE TEMPORARY TABLE b (c INT); TRUNCATE a",
     "1:INSERT INTO a VALUES (1)¦1=ALTER TABLE:ALTER TABLE a FORCE¦1:CREATE TEMPORARY TABLE b (c "
     "INT)¦1=TRUNCATE a:TRUNCATE a",
     false},
    {"a_string_must_end", "a;\nb 'c;\nd", "2:3 the quoted text that begins here isn't closed",
     true},
    {"a_comment_must_end", "a; /* b \n d;", "1:4 the comment that begins here isn't closed", true},
    {"a_body_must_end", "a;\nCREATE PROCEDURE p() BEGIN x; y",
     "2:1 the end of the statement that begins here isn't found", true},
    {"commands_of_the_client_are_refused", "a;\nsource x.sql", "2:1 commands of the mysql client",
     true},
    {"and_its_way_of_ending", "a\\G", "1:2 commands of the mysql client", true},
    {"a_delimiter_must_be_given", "DELIMITER\na", "1:1 DELIMITER is to be followed", true},
};

SPLIT_MAIN(my_split_script, rows)
