/* Conditions of a package: what the database answers to them. */
#include "job/conditions.h"

#include "deploy/condition.h"

static Str without_end(Str text)
{
    Str bare = str_trim(text);

    while (bare.len > 0 && bare.ptr[bare.len - 1] == ';')
        bare = str_trim(str_sub(bare, 0, bare.len - 1));
    return bare;
}

bool job_check_contracts(const Package *package, const Engine *engine, Errs *errs)
{
    const ContractVec *list = package_contracts(package);
    bool ok = true;

    for (size_t i = 0; i < list->len; i++) {
        const Contract *contract = list->items[i];
        const char *fault;
        if (contract->when.len == 0 ||
            engine->check_expression(without_end(contract->when), &fault))
            continue;
        ok = err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, &contract->rec, "When"),
                    "write one expression or one query that gives a boolean",
                    "\"When\" of contract \"%.*s\" %s", STR_ARG(contract->name), fault);
    }
    return ok;
}

/* What an answer means for the package, where it means anything. */
static void note_gate(const Condition *gate, const ConditionAnswer *answer, bool is_out,
                      Notes *notes)
{
    Arena scratch = {0};
    Loc loc = {.file = arena_cstr(&scratch, gate->file), .line = (uint32_t)gate->line.value};
    const char *message = NULL;

    if (answer->value == ANSWER_BROKEN)
        message = arena_printf(&scratch,
                               "%.*s: ShouldApplyExpression can't be evaluated: %.*s; nothing is "
                               "created, changed or removed by it",
                               STR_ARG(gate->of), STR_ARG(answer->words))
                      .ptr;
    else if (is_out)
        message = arena_printf(&scratch, "%.*s counts as not declared: ShouldApplyExpression is %s",
                               STR_ARG(gate->of), answer->value == ANSWER_NULL ? "NULL" : "false")
                      .ptr;
    if (message != NULL)
        notes_add(notes, (Note){.message = message, .loc = loc});
    arena_free(&scratch);
}

static bool ask_list(const ConditionVec *gates, bool null_leaves_out, const Engine *engine,
                     Conn *conn, Facts *facts, bool *changes, Notes *notes, Errs *errs)
{
    for (size_t i = 0; i < gates->len; i++) {
        const Condition *gate = gates->items[i];
        const ConditionAnswer *answer;
        bool is_out;
        if (!deploy_ask_condition(engine, conn, gate, facts, errs))
            return false;
        answer = facts_answer(facts, gate->query);
        is_out = answer->value == ANSWER_FALSE || (null_leaves_out && answer->value == ANSWER_NULL);
        note_gate(gate, answer, is_out, notes);
        *changes = *changes || is_out || answer->value == ANSWER_BROKEN;
    }
    return true;
}

bool job_ask_gates(const Package *package, const Engine *engine, Conn *conn, Facts *facts,
                   bool *changes, Notes *notes, Errs *errs)
{
    *changes = false;
    return ask_list(package_gate_list(package), false, engine, conn, facts, changes, notes, errs) &&
           ask_list(package_folder_gates(package), true, engine, conn, facts, changes, notes, errs);
}

bool job_ask_conditions(const Plan *plan, const Engine *engine, Conn *conn, Facts *facts,
                        bool *asked, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < plan->steps.len; i++) {
        const ConditionVec *conditions = &plan->steps.items[i]->conditions;
        for (size_t c = 0; ok && c < conditions->len; c++) {
            const Condition *condition = conditions->items[c];
            if (condition->query.len == 0 || facts_answer(facts, condition->query) != NULL)
                continue;
            ok = deploy_ask_condition(engine, conn, condition, facts, errs);
            *asked = true;
        }
    }
    return ok;
}
