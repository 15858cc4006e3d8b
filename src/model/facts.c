/* Facts: what the server says about itself and its data. */
#include "model/facts.h"

void facts_free(Facts *facts)
{
    arena_free(&facts->arena);
    *facts = (Facts){0};
}

const RelationSize *facts_size(const Facts *facts, Str relation_label)
{
    return map_get(&facts->sizes, relation_label);
}

void facts_set_size(Facts *facts, Str relation_label, RelationSize size)
{
    RelationSize *kept = ARENA_NEW(&facts->arena, RelationSize);

    *kept = size;
    (void)map_put(&facts->arena, &facts->sizes, arena_str(&facts->arena, relation_label), kept);
}

const ProbeResult *facts_probe(const Facts *facts, Str probe)
{
    return map_get(&facts->probes, probe);
}

void facts_set_probe(Facts *facts, Str probe, ProbeResult result)
{
    ProbeResult *kept = ARENA_NEW(&facts->arena, ProbeResult);

    *kept = result;
    (void)map_put(&facts->arena, &facts->probes, arena_str(&facts->arena, probe), kept);
}

const ConditionAnswer *facts_answer(const Facts *facts, Str query)
{
    return map_get(&facts->answers, query);
}

void facts_set_answer(Facts *facts, Str query, ConditionAnswer answer)
{
    ConditionAnswer *kept = ARENA_NEW(&facts->arena, ConditionAnswer);

    *kept = (ConditionAnswer){answer.value, arena_str(&facts->arena, answer.words)};
    (void)map_put(&facts->arena, &facts->answers, arena_str(&facts->arena, query), kept);
}

const BackfillFacts *facts_update(const Facts *facts, Str relation_label)
{
    return map_get(&facts->updates, relation_label);
}

void facts_set_update(Facts *facts, Str relation_label, const BackfillFacts *update)
{
    BackfillFacts *kept = ARENA_NEW(&facts->arena, BackfillFacts);

    *kept = *update;
    (void)map_put(&facts->arena, &facts->updates, arena_str(&facts->arena, relation_label), kept);
}

void facts_set_manner(Facts *facts, Str statement, Str mode)
{
    Manner manner = {arena_str(&facts->arena, statement), arena_str(&facts->arena, mode)};

    for (size_t i = 0; i < facts->manners.len; i++)
        if (str_eq(facts->manners.items[i].statement, statement)) {
            facts->manners.items[i] = manner;
            return;
        }
    vec_push(&facts->arena, &facts->manners, manner);
}
