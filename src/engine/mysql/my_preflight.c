/* What a plan needs of the server, looked at before its first step. */
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_slots.h"
#include "model/label.h"
#include "my_sql.h"

enum { OLD_S = 60 };
#define DISK_BYTES (INT64_C(100) << 20)

/* ---- rights
 * ---------------------------------------------------------------------------------------------- */

/* What ALTER TABLE takes, with a rename and a copy. Source: MySQL and MariaDB manuals. */
#define OWNERS_RIGHTS ",ALTER,CREATE,DROP,INSERT,INDEX,"

typedef struct Names {
    Arena *arena;
    StrVec list;
} Names;

static bool take_name(void *context, MyRow row, Errs *errs)
{
    Names *names = context;

    (void)errs;
    vec_push(names->arena, &names->list, arena_str(names->arena, my_cell(row, 0)));
    return true;
}

static bool lacks(MyConn *conn, const char *what, Str right, Errs *errs)
{
    (void)err_addf(errs, ERR_PRIVILEGE, "this user may not %.*s %s", STR_ARG(right), what);
    return err_hint(errs, "nothing was run; GRANT %.*s ON `%.*s`.* to it", STR_ARG(right),
                    STR_ARG(conn->database));
}

/* Each of the tables on which the right isn't given by itself either. */
static bool check_tables(MyConn *conn, Str right, const StrVec *labels, Errs *errs)
{
    Arena scratch = {0};
    Names given = {.arena = &scratch};
    bool ok = my_each_of(conn, str_from(MY_SQL_TABLE_RIGHTS), right, take_name, &given, errs);

    for (size_t i = 0; i < labels->len && ok; i++) {
        Str schema, name;
        if (label_split(&scratch, labels->items[i], &schema, &name) && !strs_has(&given.list, name))
            ok = lacks(conn, arena_printf(&scratch, "table %.*s", STR_ARG(labels->items[i])).ptr,
                       right, errs);
    }
    arena_free(&scratch);
    return ok;
}

/* Rights that are not given on the whole database. */
static bool find_lacking(MyConn *conn, Str wanted, Names *lacking, Errs *errs)
{
    return my_each_of(conn, str_from(MY_SQL_LACKING_RIGHTS), wanted, take_name, lacking, errs);
}

static bool check_owned(MyConn *conn, const StrVec *labels, Arena *arena, Errs *errs)
{
    Names lacking = {.arena = arena};
    bool ok = find_lacking(conn, STR(OWNERS_RIGHTS), &lacking, errs);

    for (size_t i = 0; ok && i < lacking.list.len; i++)
        ok = check_tables(conn, lacking.list.items[i], labels, errs);
    return ok;
}

static bool check_referenced(MyConn *conn, const StrVec *labels, Arena *arena, Errs *errs)
{
    Names lacking = {.arena = arena};

    if (!find_lacking(conn, STR(",REFERENCES,"), &lacking, errs))
        return false;
    return lacking.list.len == 0 || check_tables(conn, STR("REFERENCES"), labels, errs);
}

bool my_check_rights(Conn *base, const Preflight *needs, Errs *errs)
{
    MyConn *conn = my_conn(base);
    Arena scratch = {0};
    bool ok =
        (needs->owned.len == 0 || check_owned(conn, &needs->owned, &scratch, errs)) &&
        (needs->referenced.len == 0 || check_referenced(conn, &needs->referenced, &scratch, errs));

    arena_free(&scratch);
    return ok;
}

/* ---- what may come
 * ---------------------------------------------------------------------------------------------- */

static bool take_note(void *context, MyRow row, Errs *errs)
{
    Notes *notes = context;

    (void)errs;
    if (str_is(my_cell(row, 0), "transaction"))
        notes_addf(notes, "session %.*s of %.*s has a transaction open for %.*s s",
                   STR_ARG(my_cell(row, 1)), STR_ARG(my_cell(row, 2)), STR_ARG(my_cell(row, 3)));
    else
        notes_addf(notes,
                   "replicas run each statement when it is done here, and lag by as long; how far "
                   "they are behind was not observed");
    return true;
}

/* Runs a query whose failure for lack of rights is a note. */
static bool look(MyConn *conn, const char *sql, Str value, const char *without, MyRowTaker take,
                 void *context, Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    if (my_each_of(conn, str_from(sql), value, take, context, errs))
        return true;
    if (errs_last(errs)->code != ERR_PRIVILEGE)
        return false;
    errs_drop(errs, mark);
    notes_addf(notes, "%s", without);
    return true;
}

static bool take_flag(void *context, MyRow row, Errs *errs)
{
    bool *flag = context;

    (void)errs;
    *flag = str_is(my_cell(row, 0), "1");
    return true;
}

bool my_foresee(Conn *base, const Preflight *needs, Notes *notes, Errs *errs)
{
    MyConn *conn = my_conn(base);
    Arena scratch = {0};
    Str old = arena_printf(&scratch, "%d", (int)OLD_S);
    bool sees_locks = true;
    bool ok = look(conn, MY_SQL_FORESEE, old,
                   "old transactions were not looked for: that takes the right PROCESS", take_note,
                   notes, notes, errs) &&
              look(conn, MY_SQL_SEES_LOCKS, STR_ABSENT,
                   "who stands in the way of a lock can't be seen: that takes the right to read "
                   "performance_schema",
                   take_flag, &sees_locks, notes, errs);

    if (ok && !sees_locks)
        notes_addf(notes, "who stands in the way of a lock can't be seen: performance_schema, or "
                          "its instrument wait/lock/metadata/sql/mdl, is off");
    /* Nothing of the server tells how much is free. */
    if (ok && needs->disk_bytes >= DISK_BYTES)
        notes_addf(notes,
                   "tables and indexes that are written anew take about %lld MB more on disk; how "
                   "much is free was not observed",
                   (long long)(needs->disk_bytes >> 20));
    arena_free(&scratch);
    return ok;
}
