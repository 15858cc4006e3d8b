/* Records of any content, made of the input: what is written is read as the same. */
#include "rounds.h"

#include "model/plan.h"
#include "package/package.h"
#include "random_record.h"

static void run(Str text)
{
    Arena arena = {0};
    Random random = {.arena = &arena, .bytes = text};
    FileKinds kinds = package_file_kinds(&arena);
    uint32_t kind = random_below(&random, (uint32_t)kinds.len + 1);
    const RecordType *type = kind < kinds.len ? kinds.items[kind].type : &plan_type;

    if (text.len > 0)
        fuzz_check_record(&arena, random_record(&random, type));
    arena_free(&arena);
}

const FuzzTarget fuzz_record = {'r', run};
