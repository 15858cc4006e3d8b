/* Plan files: what was changed is refused; with its hash set right, what is read is written as the
 * same bytes. */
#include "fuzz.h"

#include "codec/json.h"
#include "codec/record.h"
#include "plan/plan_file.h"

/* A plan of whatever the file says, without a look at its hash; NULL where it is none. */
static Plan *any_plan(Str text)
{
    Plan *plan = plan_new();
    DocFile file = {.path = "fuzz.json", .bytes = text};
    CodecOptions options = {0};
    Errs errs = {0};
    const Doc *doc = json_read(&plan->arena, &file, false, &errs);
    const Plan *read =
        doc == NULL || errs_any(&errs)
            ? NULL
            : (const Plan *)codec_record_read(&plan->arena, doc, &plan_type, &options, &errs);

    if (read != NULL) {
        Arena own = plan->arena;
        *plan = *read;
        plan->arena = own;
        plan->format = (OptInt){true, PLAN_FORMAT};
        plan->hash = plan_hash(&plan->arena, plan);
    } else {
        plan_free(plan);
        plan = NULL;
    }
    errs_free(&errs);
    return plan;
}

static void check_right(const Plan *plan)
{
    Sb first = sb_new(SB_FILE_MAX), second = sb_new(SB_FILE_MAX);
    Errs errs = {0};
    Plan *again;

    plan_write(&first, plan);
    again = plan_read("again.json", sb_str(&first), &errs);
    fuzz_check_errs(again != NULL, &errs);
    if (again != NULL) {
        plan_write(&second, again);
        REQUIRE(str_eq(sb_str(&first), sb_str(&second)), "written as another: %.*s",
                STR_ARG(sb_str(&second)));
    } else {
        REQUIRE(strstr(errs_last(&errs)->message, "is of the kind") != NULL, "not read again: %s",
                errs_last(&errs)->message);
    }
    plan_free(again);
    errs_free(&errs);
    sb_free(&first);
    sb_free(&second);
}

static void run(Str text)
{
    Errs errs = {0};
    Plan *plan = plan_read("fuzz.json", text, &errs);

    fuzz_check_errs(plan != NULL, &errs);
    for (size_t i = 0; i < errs.list.len; i++)
        REQUIRE(errs.list.items[i].code == ERR_PLAN_FILE, "error %d: %s",
                (int)errs.list.items[i].code, errs.list.items[i].message);
    plan_free(plan);
    errs_free(&errs);
    plan = any_plan(text);
    if (plan != NULL)
        check_right(plan);
    plan_free(plan);
}

const FuzzTarget fuzz_plan_file = {'p', run};
