/* anneal backups: what was taken away and is kept. */
#include "job/backups.h"

#include "cli/target.h"
#include "cli/verbs.h"
#include "model/journal.h"

typedef struct BackupsOptions {
    TargetOptions target;
    const char *action, *backup, *as;
    bool is_dry_run, shows_all;
} BackupsOptions;

static const char *const actions[] = {"list", "show", "restore", "purge", NULL};

/* clang-format off */
static const Option options[] = {
    { NULL, 0, OPT_ARGUMENT, OPT_AT(BackupsOptions, action, const char *), "ACTION", "list, show, restore or purge", actions, true },
    { NULL, 0, OPT_ARGUMENT, OPT_AT(BackupsOptions, backup, const char *), "BACKUP", "of show and restore: its id, the beginning of it, or its old name", NULL, false },
    { "as", 0, OPT_TEXT, OPT_AT(BackupsOptions, as, const char *), "NAME", "restore it under this name", NULL, false },
    { "all", 0, OPT_FLAG, OPT_AT(BackupsOptions, shows_all, bool), NULL, "list those too that were restored or purged", NULL, false },
    { "dry-run", 0, OPT_FLAG, OPT_AT(BackupsOptions, is_dry_run, bool), NULL, "say what purge would remove, and remove nothing", NULL, false },
    FOLDER_ROW(BackupsOptions),
    URL_ROW(BackupsOptions),
    ENV_ROW(BackupsOptions),
    VERBOSE_ROW(BackupsOptions),
};
/* clang-format on */

static bool is_action(const BackupsOptions *given, const char *name)
{
    return strcmp(given->action, name) == 0;
}

static bool check_usage(const BackupsOptions *given, Errs *errs)
{
    bool wants_one = is_action(given, "show") || is_action(given, "restore");

    if (wants_one && given->backup == NULL)
        return err_at(errs, ERR_USAGE, (Loc){0}, "`anneal backups list` lists them",
                      "which backup? %s wants one", given->action);
    if (!wants_one && given->backup != NULL)
        return err_addf(errs, ERR_USAGE, "%s takes no backup: it is about all of them",
                        given->action);
    if (given->as != NULL && !is_action(given, "restore"))
        return err_addf(errs, ERR_USAGE, "--as is of restore");
    if (given->is_dry_run && !is_action(given, "purge"))
        return err_addf(errs, ERR_USAGE, "--dry-run is of purge");
    return true;
}

static void put_row(Sb *sb, const BackupRow *row)
{
    sb_printf(sb, "  %.*s  %.*s", STR_ARG(row->id), STR_ARG(row->object));
    if (row->rows.given)
        sb_printf(sb, ", about %lld rows", (long long)row->rows.value);
    sb_printf(sb, "\n      %s, made %.*s", backup_state_names[row->state],
              STR_ARG(str_sub(row->created_at, 0, 10)));
    if (row->state == BACKUP_KEPT)
        sb_printf(sb, "%s%.*s", row->is_over ? ", to be purged since " : ", kept until ",
                  STR_ARG(str_sub(row->retain_until, 0, 10)));
    if (row->contract.len > 0)
        sb_printf(sb, ", by contract %.*s", STR_ARG(row->contract));
    sb_putc(sb, '\n');
}

static void list(const JobTarget *target, const BackupsOptions *given, Sb *sb, Arena *arena,
                 Notes *notes, Errs *errs)
{
    BackupList found = {0};

    if (!job_backups(target, NULL, given->shows_all, arena, &found, notes, errs))
        return;
    if (found.rows.len == 0)
        sb_printf(sb, "No backup is kept in %.*s.\n", STR_ARG(found.database));
    else
        sb_printf(sb, "Backups in %.*s:\n", STR_ARG(found.database));
    for (size_t i = 0; i < found.rows.len; i++)
        put_row(sb, found.rows.items[i]);
}

static void put_statements(Sb *sb, const char *title, const StrVec *texts)
{
    if (texts->len > 0)
        sb_printf(sb, "\n%s\n", title);
    for (size_t i = 0; i < texts->len; i++)
        sb_printf(sb, "  %.*s;\n", STR_ARG(texts->items[i]));
}

static void show(const JobTarget *target, const BackupsOptions *given, Sb *sb, Arena *arena,
                 Notes *notes, Errs *errs)
{
    BackupList found = {0};
    const BackupRow *row;

    if (!job_backups(target, given->backup, false, arena, &found, notes, errs))
        return;
    row = found.rows.items[0];
    put_row(sb, row);
    sb_printf(sb, "      in %.*s, %lld rows, by deployment %lld\n", STR_ARG(row->place),
              (long long)found.count.value, (long long)row->deployment.value);
    for (size_t i = 0; i < row->uses.len; i++)
        sb_printf(sb, "%s%.*s%s", i == 0 ? "      needs " : ", ", STR_ARG(row->uses.items[i]),
                  i + 1 == row->uses.len ? "\n" : "");
    put_statements(sb, "What brings it back:", &row->statements);
    put_statements(sb, "and, under its old name, what acted:", &row->finally);
}

static void restore(const JobTarget *target, const BackupsOptions *given, Sb *sb, Arena *arena,
                    Notes *notes, Errs *errs)
{
    BackupRestored restored = {0};

    if (job_restore_backup(target, given->backup, given->as, arena, &restored, notes, errs))
        sb_printf(sb,
                  "%.*s is back in %.*s as %.*s. The package does not declare it, unless you take "
                  "it in again: the next plan shows it as a removal.\n",
                  STR_ARG(restored.object), STR_ARG(restored.database),
                  STR_ARG(restored.restored_as));
}

static void purge(const JobTarget *target, const BackupsOptions *given, Sb *sb, Arena *arena,
                  Notes *notes, Errs *errs)
{
    BackupList gone = {0};

    if (!job_purge_backups(target, given->is_dry_run, arena, &gone, notes, errs) &&
        gone.rows.len == 0)
        return;
    if (gone.rows.len == 0)
        sb_printf(sb, "Nothing to purge in %.*s: no backup's time is over.\n",
                  STR_ARG(gone.database));
    else
        sb_printf(sb, "%s in %.*s:\n", given->is_dry_run ? "Would be purged" : "Purged",
                  STR_ARG(gone.database));
    for (size_t i = 0; i < gone.rows.len; i++)
        put_row(sb, gone.rows.items[i]);
}

static int run(const Cli *cli, const void *values)
{
    const BackupsOptions *given = values;
    Notes notes = {0};
    Errs errs = {0};
    Arena arena = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    int exit_code;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);

    if (check_usage(given, &errs)) {
        if (is_action(given, "list"))
            list(&target, given, &sb, &arena, &notes, &errs);
        else if (is_action(given, "show"))
            show(&target, given, &sb, &arena, &notes, &errs);
        else if (is_action(given, "restore"))
            restore(&target, given, &sb, &arena, &notes, &errs);
        else
            purge(&target, given, &sb, &arena, &notes, &errs);
    }
    if (sb.len > 0)
        (void)cli_print(&sb, &errs);
    sb_free(&sb);
    exit_code = cli_finish(cli, &notes, &errs, 0);
    arena_free(&arena);
    return exit_code;
}

const Verb cli_backups = {
    "backups",
    "what was taken away and is kept: list, show, restore, purge",
    "What goes by a contract file, where DropPolicy is `backup`, or by `--allow all`, is kept for "
    "the\n"
    "days that the file says: a table moves into a place of its own, the values of a column are\n"
    "copied. `list` and `show` say what is there; `restore` brings one back, under its old name "
    "if\n"
    "that is free; `purge` removes those whose time is over.",
    options,
    sizeof options / sizeof *options,
    sizeof(BackupsOptions),
    run,
};
