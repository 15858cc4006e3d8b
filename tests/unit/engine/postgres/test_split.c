/* A script -> its statements; a row a case. */
#include "split_cases.h"

#include "engine/postgres/split.h"

static const SplitCase rows[] = {
    {"nothing_is_no_statement", "", "", false},
    {"blanks_and_comments_are_no_statement", " -- a\n/* b; */ ;\n;", "", false},
    {"each_has_its_line", "a;\n\nb\n;c", "1:a¦3:b¦4:c", false},
    {"crlf_counts_once", "a;\r\nb;\r\n", "1:a¦2:b", false},
    {"the_last_needs_no_semicolon", "a;b -- c", "1:a¦1:b", false},
    {"comments_inside_stay", "a /* ; */ b -- ;\nc;", "1:a /* ; */ b -- ;\nc", false},
    {"comments_before_do_not", "-- x;\n/* y; */ a;", "2:a", false},
    {"a_planner_hint_belongs_to_it", "/* x */ /*+ SeqScan(t) */\nSELECT 1",
     "1:/*+ SeqScan(t) */\nSELECT 1", false},
    {"comments_nest", "/* /* ; */ ; */ a;", "1:a", false},
    {"a_comment_ends_at_a_bare_cr", "-- x\ra;", "1:a", false},
    {"semicolons_in_quotes_are_text", "a ';' \";\" $$;$$ $x$;$$;$x$;b",
     "1:a ';' \";\" $$;$$ $x$;$$;$x$¦1:b", false},
    {"a_doubled_quote_is_text", "a 'it''s;' \"x\"\";\";b", "1:a 'it''s;' \"x\"\";\"¦1:b", false},
    {"a_backslash_escapes_only_in_e", "a '\\';b E'\\';';c", "1:a '\\'¦1:b E'\\';'¦1:c", false},
    {"a_continued_e_string_escapes_too", "a E'x'\n  '\\';';b", "1:a E'x'\n  '\\';'¦2:b", false},
    {"a_name_may_hold_dollars", "a b$x$;c$x$", "1:a b$x$¦1:c$x$", false},
    {"a_parameter_opens_no_quote", "a $1;b $1$", "1:a $1¦1:b $1$", false},
    {"a_tag_may_hold_letters_above_ascii", "a $\xC3\xA4$;$\xC3\xA4$;b",
     "1:a $\xC3\xA4$;$\xC3\xA4$¦1:b", false},
    {"unicode_and_bit_strings", "a U&'\\0041;' B'1' x'f';b", "1:a U&'\\0041;' B'1' x'f'¦1:b",
     false},
    {"a_rule_keeps_its_actions",
     "CREATE RULE r AS ON INSERT TO t DO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2));x",
     "1:CREATE RULE r AS ON INSERT TO t DO (INSERT INTO a VALUES (1); INSERT INTO b VALUES "
     "(2))¦1:x",
     false},
    {"begin_atomic_has_a_body",
     "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\nINSERT INTO t VALUES "
     "(1);\n"
     "SELECT CASE WHEN true THEN 1 END;\nEND;\nx",
     "1:CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\nINSERT INTO t VALUES "
     "(1);\n"
     "SELECT CASE WHEN true THEN 1 END;\nEND¦5:x",
     false},
    {"names_in_a_body_are_no_keywords",
     "CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1 AS end, t.case FROM t; END; x",
     "1:CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1 AS end, t.case FROM t; END¦1:x", false},
    {"atomic_elsewhere_is_a_name", "SELECT 1 AS begin, atomic; x",
     "1:SELECT 1 AS begin, atomic¦1:x", false},
    {"transactions_are_told",
     "BEGIN; START TRANSACTION; COMMIT; end; ABORT; ROLLBACK; SAVEPOINT a; ROLLBACK TO a; ROLLBACK "
     "WORK TO SAVEPOINT a; RELEASE a; PREPARE TRANSACTION 'x'; PREPARE p AS SELECT 1",
     "1(BEGIN:BEGIN¦1(START TRANSACTION:START "
     "TRANSACTION¦1)COMMIT:COMMIT¦1)END:end¦1)ABORT:ABORT¦1)"
     "ROLLBACK:ROLLBACK¦1:SAVEPOINT a¦1:ROLLBACK TO a¦1:ROLLBACK WORK TO SAVEPOINT a¦1:RELEASE a¦1)"
     "PREPARE TRANSACTION:PREPARE TRANSACTION 'x'¦1:PREPARE p AS SELECT 1",
     false},
    {"what_runs_in_no_transaction_is_told",
     "VACUUM t; CREATE UNIQUE INDEX CONCURRENTLY i ON t (a); REINDEX (CONCURRENTLY) INDEX i; "
     "CLUSTER; ALTER SYSTEM SET a = 1; COMMIT PREPARED 'x'; CREATE DATABASE d",
     "1=VACUUM:VACUUM t¦1~CREATE UNIQUE INDEX CONCURRENTLY:CREATE UNIQUE INDEX CONCURRENTLY i ON t "
     "(a)¦1~REINDEX CONCURRENTLY:REINDEX (CONCURRENTLY) INDEX i¦1=CLUSTER:CLUSTER¦1=ALTER "
     "SYSTEM:ALTER SYSTEM SET a = 1¦1=COMMIT PREPARED:COMMIT PREPARED 'x'¦1=CREATE "
     "DATABASE:CREATE DATABASE d",
     false},
    {"what_runs_in_one_is_not",
     "CREATE INDEX i ON t (a); CLUSTER t; REINDEX TABLE t; REFRESH MATERIALIZED VIEW CONCURRENTLY "
     "m; ALTER TABLE t DETACH PARTITION p; CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH "
     "(connect = false)",
     "1:CREATE INDEX i ON t (a)¦1:CLUSTER t¦1:REINDEX TABLE t¦1:REFRESH MATERIALIZED VIEW "
     "CONCURRENTLY m¦1:ALTER TABLE t DETACH PARTITION p¦1:CREATE SUBSCRIPTION s CONNECTION 'x' "
     "PUBLICATION p WITH (connect = false)",
     false},
    {"a_string_must_end", "a;\nb 'c;\nd", "2:3 the string that begins here isn't closed", true},
    {"a_doubled_quote_does_not_end_it", "a 'b''", "1:3 the string that begins here isn't closed",
     true},
    {"a_name_must_end", "a \"b", "1:3 the name that begins here isn't closed", true},
    {"a_dollar_quote_must_end", "a $x$ b $y$",
     "1:3 the dollar-quoted string that begins here isn't closed", true},
    {"an_e_string_must_end", "a E'\\'", "1:3 the string that begins here isn't closed", true},
    {"a_comment_must_end", "a; /* b /* c */\n d;", "1:4 the comment that begins here isn't closed",
     true},
    {"psql_commands_are_refused", "a;\n\\i x.sql", "2:1 commands of psql", true},
    {"copy_from_the_client_is_refused", "COPY t (a) FROM STDIN;\n1\n\\.\n",
     "1:1 COPY from or to the client", true},
    {"copy_to_the_client_is_refused", "COPY (SELECT 1) TO STDOUT", "1:1 COPY from or to", true},
    {"copy_of_a_file_is_not", "COPY t FROM '/x'; COPY t TO PROGRAM 'stdin'",
     "1:COPY t FROM '/x'¦1:COPY t TO PROGRAM 'stdin'", false},
    {"the_reading_of_strings_can_not_change", "SET LOCAL standard_conforming_strings = off",
     "1:1 a script can't set standard_conforming_strings", true},
    {"a_chain_is_refused", "BEGIN; COMMIT AND CHAIN;", "1:8 AND CHAIN can't be followed", true},
    {"no_chain_is_not", "COMMIT AND NO CHAIN", "1)COMMIT:COMMIT AND NO CHAIN", false},
};

SPLIT_MAIN(pg_split_script, rows)
