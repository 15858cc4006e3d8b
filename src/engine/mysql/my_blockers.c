/* Who stands in the way of metadata locks. */
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "model/label.h"
#include "my_sql.h"

/* The columns of blockers.sql. */
enum {
    COLUMN_ID,
    COLUMN_PID,
    COLUMN_WHO,
    COLUMN_DOING,
    COLUMN_NAME,
    COLUMN_MODE,
    COLUMN_AGE,
    COLUMN_QUERY
};

typedef struct Finding {
    Arena *arena;
    Blockers *blockers;
} Finding;

/* DDL takes its locks by itself, and LOCK TABLES would end the transaction. */
bool my_lock_relations(Conn *conn, const StepLockVec *locks, Errs *errs)
{
    (void)conn;
    (void)locks;
    (void)errs;
    return true;
}

static bool take_blocker(void *context, MyRow row, Errs *errs)
{
    const Finding *finding = context;
    Blocker blocker = {
        .kind = BLOCKER_SESSION,
        .id = arena_str(finding->arena, my_cell(row, COLUMN_ID)),
        .who = arena_str(finding->arena, my_cell(row, COLUMN_WHO)),
        .doing = arena_str(finding->arena, my_cell(row, COLUMN_DOING)),
        .relation = label_name(finding->arena, STR_ABSENT, my_cell(row, COLUMN_NAME)),
        .mode = arena_str(finding->arena, my_cell(row, COLUMN_MODE)),
        .query = arena_str(finding->arena, my_cell(row, COLUMN_QUERY)),
    };

    (void)errs;
    (void)str_to_int64(my_cell(row, COLUMN_PID), &blocker.pid);
    blocker.age_ms.given = str_to_int64(my_cell(row, COLUMN_AGE), &blocker.age_ms.value);
    vec_push(finding->arena, finding->blockers, blocker);
    return true;
}

/* `'a', 'b'`; absent where there is none. */
static Str list_names(Arena *arena, const StepLockVec *locks)
{
    SqlWriter writer = sql_new(&my_quoting);
    bool is_first = true;

    for (size_t i = 0; i < locks->len; i++) {
        Str schema, name;
        if (!label_split(arena, locks->items[i]->relation, &schema, &name))
            continue;
        sql_put(&writer, is_first ? RAW("") : RAW(", "), LIT(name));
        is_first = false;
    }
    return sql_finish(&writer, arena);
}

/* The query with the names in their place. */
static Str fill_names(Arena *arena, const char *sql, Str names)
{
    static const Str mark = {"{names}", 7};
    Sb sb = sb_new(SB_FILE_MAX);
    Str text = str_from(sql);

    for (size_t i = 0; i < text.len;) {
        if (str_starts(str_sub(text, i, SIZE_MAX), mark)) {
            sb_put(&sb, names);
            i += mark.len;
        } else {
            sb_putc(&sb, text.ptr[i++]);
        }
    }
    return sb_finish(&sb, arena);
}

/* With the ages of transactions, which the right PROCESS shows, else without. A user who may not
 * read the list of locks sees nobody; `foresee` has said so. */
bool my_find_blockers(Conn *conn, const StepLockVec *locks, Arena *arena, Blockers *blockers,
                      Errs *errs)
{
    static const char *const queries[] = {MY_SQL_BLOCKERS, MY_SQL_BLOCKERS_AGELESS};
    Finding finding = {arena, blockers};
    ErrsMark mark = errs_mark(errs);
    Str names = list_names(arena, locks);

    *blockers = (Blockers){0};
    for (size_t i = 0; names.len > 0 && i < sizeof queries / sizeof *queries; i++) {
        if (my_each(my_conn(conn), fill_names(arena, queries[i], names), take_blocker, &finding,
                    errs))
            return true;
        if (errs_last(errs)->code != ERR_PRIVILEGE)
            return false;
        errs_drop(errs, mark);
    }
    return true;
}

bool my_cancel_vacuum(Conn *conn, const Blocker *blocker, Errs *errs)
{
    (void)blocker;
    return err_addf(errs, ERR_UNSUPPORTED, "%s cleans up in nobody's way", conn->engine->title);
}
