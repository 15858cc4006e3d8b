/* Scripts, loops, pauses, images, owned objects, spellings and recipes in the journal. */
#include "deploy/journal_inside.h"

bool journal_scripts_read(Journal *journal, Str product, Arena *arena, ScriptRecords *scripts,
                          Errs *errs)
{
    return journal_read(journal, JOURNAL_SCRIPTS, VALUES(product), &script_record_type, arena,
                        scripts, errs);
}

/* Who writes it now: 0 where no deployment has begun (resolve, pause). */
static OptInt deployment_of(const Journal *journal, OptInt given)
{
    return journal->lease > 0 ? (OptInt){true, journal->lease} : given;
}

bool journal_script_save(Journal *journal, const ScriptRecord *script, Errs *errs)
{
    ScriptRecord row = *script;

    row.rec.type = &script_record_type;
    row.deployment = deployment_of(journal, row.deployment);
    return journal_save(journal, JOURNAL_SCRIPT_SAVE, &row.rec, errs);
}

bool journal_loop_read(Journal *journal, Str id, Arena *arena, LoopPosition *position, Errs *errs)
{
    *position = (LoopPosition){.rec = {.type = &loop_position_type}, .id = arena_str(arena, id)};
    return journal_read_one(journal, JOURNAL_LOOPS, VALUES(id), arena, &position->rec, errs);
}

bool journal_loops_read(Journal *journal, Arena *arena, LoopPositions *loops, Errs *errs)
{
    return journal_read(journal, JOURNAL_LOOPS, VALUES(STR_ABSENT), &loop_position_type, arena,
                        loops, errs);
}

bool journal_loop_save(Journal *journal, const LoopPosition *position, Errs *errs)
{
    LoopPosition row = *position;

    row.rec.type = &loop_position_type;
    row.deployment = deployment_of(journal, row.deployment);
    return journal_save(journal, JOURNAL_LOOP_SAVE, &row.rec, errs);
}

bool journal_loop_close(Journal *journal, Str id, Errs *errs)
{
    return journal_run(journal, JOURNAL_LOOP_CLOSE, VALUES(id), errs);
}

bool journal_is_paused(Journal *journal, bool *is_paused, Arena *arena, JournalPause *pause,
                       Errs *errs)
{
    JournalPause found = {.rec = {.type = &journal_pause_type}};
    bool ok = journal_read_one(journal, JOURNAL_PAUSE, VALUES_NONE, arena, &found.rec, errs);

    *is_paused = found.since.len > 0;
    if (pause != NULL)
        *pause = found;
    return ok;
}

bool journal_set_paused(Journal *journal, const JournalPause *pause, Errs *errs)
{
    JournalPause row = {.rec = {.type = &journal_pause_type}};

    if (pause == NULL)
        return journal_run(journal, JOURNAL_PAUSE_END, VALUES_NONE, errs);
    row.who = pause->who;
    row.why = pause->why;
    return journal_save(journal, JOURNAL_PAUSE_SAVE, &row.rec, errs);
}

bool journal_images_save(Journal *journal, const ObjectImages *images, Errs *errs)
{
    for (size_t i = 0; i < images->len; i++)
        images->items[i]->deployment = deployment_of(journal, images->items[i]->deployment);
    return journal_save_all(journal, JOURNAL_IMAGES_SAVE, images, errs);
}

bool journal_images_read(Journal *journal, int64_t deployment, Arena *arena, ObjectImages *images,
                         Errs *errs)
{
    return journal_read(journal, JOURNAL_IMAGES,
                        VALUES(arena_printf(arena, "%lld", (long long)deployment)),
                        &object_image_type, arena, images, errs);
}

bool journal_images_of_plan(Journal *journal, Str plan_hash, Arena *arena, ObjectImages *images,
                            Errs *errs)
{
    return journal_read(journal, JOURNAL_IMAGES_OF_PLAN, VALUES(plan_hash), &object_image_type,
                        arena, images, errs);
}

bool journal_owned_read(Journal *journal, Str product, Arena *arena, OwnedObjects *owned,
                        Errs *errs)
{
    return journal_read(journal, JOURNAL_OWNED, VALUES(product), &owned_object_type, arena, owned,
                        errs);
}

bool journal_spellings_read(Journal *journal, Str product, Arena *arena, SpellingRows *spellings,
                            Errs *errs)
{
    return journal_read(journal, JOURNAL_SPELLINGS, VALUES(product), &spelling_row_type, arena,
                        spellings, errs);
}

bool journal_spellings_save(Journal *journal, const SpellingRows *spellings, Errs *errs)
{
    return !journal_has(journal, JOURNAL_SPELLINGS_SAVE) ||
           journal_save_all(journal, JOURNAL_SPELLINGS_SAVE, spellings, errs);
}

bool journal_recipes_read(Journal *journal, Arena *arena, OpenRecipes *recipes, Errs *errs)
{
    return journal_read(journal, JOURNAL_RECIPES, VALUES_NONE, &open_recipe_type, arena, recipes,
                        errs);
}

bool journal_recipe_save(Journal *journal, const OpenRecipe *recipe, Errs *errs)
{
    OpenRecipe row = *recipe;

    row.rec.type = &open_recipe_type;
    row.deployment = deployment_of(journal, row.deployment);
    return journal_save(journal, JOURNAL_RECIPE_SAVE, &row.rec, errs);
}

bool journal_recipe_close(Journal *journal, Str id, Errs *errs)
{
    return journal_run(journal, JOURNAL_RECIPE_CLOSE, VALUES(id), errs);
}

bool journal_backups_read(Journal *journal, Arena *arena, BackupRows *rows, Errs *errs)
{
    return journal_read(journal, JOURNAL_BACKUPS, VALUES_NONE, &backup_row_type, arena, rows, errs);
}

bool journal_backup_save(Journal *journal, const BackupRow *backup, Errs *errs)
{
    BackupRow row = *backup;

    row.rec.type = &backup_row_type;
    row.deployment = deployment_of(journal, row.deployment);
    return journal_save(journal, JOURNAL_BACKUP_SAVE, &row.rec, errs);
}

bool journal_backup_set_state(Journal *journal, Str id, BackupState state, Errs *errs)
{
    return journal_run(journal, JOURNAL_BACKUP_STATE,
                       VALUES(id, str_from(backup_state_names[state])), errs);
}
