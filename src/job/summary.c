/* Counts of what a model holds. */
#include "job/summary.h"

void job_count(const Model *model, Arena *arena, JobSummary *summary)
{
    for (const RecordType *const *type = object_types; *type != NULL; type++) {
        JobCount counted = {(*type)->word, 0};
        for (size_t i = 0; i < model->objects.len; i++) {
            const Object *object = model->objects.items[i];
            counted.count += object->rec.type == *type && !object->is_implied;
        }
        if (counted.count > 0)
            vec_push(arena, &summary->counts, counted);
    }
}

void job_put_counts(Sb *sb, const JobSummary *summary)
{
    for (size_t i = 0; i < summary->counts.len; i++) {
        const JobCount *counted = &summary->counts.items[i];
        bool is_plural = str_ends(str_from(counted->word), STR("s"));
        sb_printf(sb, "%s%zu %s%s", i > 0 ? ", " : "", counted->count, counted->word,
                  counted->count == 1 || is_plural ? "" : "s");
    }
}
