/* A script -> its statements; a row a case. */
#include "split_cases.h"

#include "engine/sqlite/lite_split.h"

static const SplitCase rows[] = {
    {"nothing_is_no_statement", "", "", false},
    {"blanks_and_comments_are_no_statement", " -- a\n/* b; */ ;\n;", "", false},
    {"each_has_its_line", "a;\n\nb\n;c", "1:a¦3:b¦4:c", false},
    {"crlf_counts_once", "a;\r\nb;\r\n", "1:a¦2:b", false},
    {"the_last_needs_no_semicolon", "a;b -- c", "1:a¦1:b", false},
    {"comments_inside_stay", "a /* ; */ b -- ;\nc;", "1:a /* ; */ b -- ;\nc", false},
    {"every_quoting_holds_semicolons", "a ';' \";\" `;` [;];b '\\';c",
     "1:a ';' \";\" `;` [;]¦1:b '\\'¦1:c", false},
    {"a_doubled_quote_is_text", "a 'it''s;' `x``;`;b", "1:a 'it''s;' `x``;`¦1:b", false},
    {"a_trigger_keeps_its_body",
     "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\nUPDATE a SET b = CASE WHEN 1 THEN 2 END;\n"
     "DELETE FROM c;\nEND;\nx",
     "1:CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\nUPDATE a SET b = CASE WHEN 1 THEN 2 END;\n"
     "DELETE FROM c;\nEND¦5:x",
     false},
    {"a_case_at_the_end_of_a_body_is_no_end",
     "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 3; END; x",
     "1:CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 3; "
     "END¦1:x",
     false},
    {"an_explained_trigger_too", "EXPLAIN QUERY PLAN CREATE TRIGGER t INSERT ON a BEGIN b; END; x",
     "1:EXPLAIN QUERY PLAN CREATE TRIGGER t INSERT ON a BEGIN b; END¦1:x", false},
    {"transactions_are_told",
     "BEGIN IMMEDIATE; COMMIT; END TRANSACTION; ROLLBACK; SAVEPOINT a; ROLLBACK TO a; ROLLBACK "
     "TRANSACTION TO a; RELEASE a",
     "1(BEGIN:BEGIN IMMEDIATE¦1)COMMIT:COMMIT¦1)END:END "
     "TRANSACTION¦1)ROLLBACK:ROLLBACK¦1:SAVEPOINT "
     "a¦1:ROLLBACK TO a¦1:ROLLBACK TRANSACTION TO a¦1:RELEASE a",
     false},
    {"what_runs_in_no_transaction_is_told",
     "VACUUM; DETACH x; PRAGMA main.journal_mode = WAL; PRAGMA foreign_keys(0); PRAGMA "
     "foreign_keys;"
     "PRAGMA user_version = 3",
     "1=VACUUM:VACUUM¦1=DETACH:DETACH x¦1=PRAGMA journal_mode:PRAGMA main.journal_mode = "
     "WAL¦1=PRAGMA foreign_keys:PRAGMA foreign_keys(0)¦1:PRAGMA foreign_keys¦1:PRAGMA user_version "
     "= 3",
     false},
    {"a_string_must_end", "a;\nb 'c;\nd", "2:3 the quoted text that begins here isn't closed",
     true},
    {"a_comment_must_end", "a; /* b \n d;", "1:4 the comment that begins here isn't closed", true},
    {"a_star_alone_does_not_end_it", "a /*/", "1:3 the comment that begins here", true},
    {"shell_commands_are_refused", "a;\n.read x.sql", "2:1 commands of the sqlite3 shell", true},
};

SPLIT_MAIN(lite_split_script, rows)
