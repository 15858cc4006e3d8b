/* Waiting for locks outside of their queue, where nobody has to wait behind.
 *
 * Who waits for a strong lock keeps everybody waiting who comes later, for as long as somebody else
 * has the table. So nothing queues behind a transaction that has been there for a while: it would
 * outlast the lock budget, too. */
#include "deploy/queue.h"

#include "base/sb.h"
#include "deploy/clock.h"

enum {
    LOOK_FIRST_MS = 50,
    LOOK_LONGEST_MS = 500,
    IMPATIENT_EVERY_MS = 1000, /* outside: then a little more is risked */
    MOST_PATIENT = 3,
    NAMED_MOST = 3,
    QUERY_MOST = 200
};

/* Of the lock budget, in percent: what a statement waits for one lock. The rest is for the work. */
static const int shares[MOST_PATIENT] = {20, 40, 60};

static int share_ms(const Queue *queue, const Run *run)
{
    int level = queue->patience < MOST_PATIENT ? queue->patience : MOST_PATIENT - 1;
    int ms = (int)((int64_t)run->options->lock_budget_ms * shares[level] / 100);

    return ms > 0 ? ms : 1;
}

static void collect(Queue *queue, const Run *run, const Group *group)
{
    for (size_t i = 0; i < group->steps.len; i++) {
        const Step *step = run->plan->steps.items[group->steps.items[i]];
        for (size_t k = 0; k < step->locks.len; k++)
            if (step->locks.items[k]->blocks >= BLOCKS_WRITERS)
                vec_push(&queue->arena, &queue->locks, step->locks.items[k]);
    }
    queue->is_known = true;
}

bool queue_blocks(Queue *queue, const Run *run, const Group *group)
{
    if (!queue->is_known)
        collect(queue, run, group);
    return queue->locks.len > 0;
}

static bool has_queues(const Run *run)
{
    return (run->engine->capabilities & CAP_LOCK_QUEUE) != 0;
}

int queue_lock_timeout_ms(const Queue *queue, const Run *run)
{
    if (!has_queues(run)) /* nobody waits behind */
        return run->options->lock_budget_ms;
    /* Locks that stop nobody are waited for in nobody's way, such as those of CREATE INDEX
     * CONCURRENTLY, which waits for all transactions besides. */
    if (queue->locks.len > 0)
        return share_ms(queue, run);
    return run->options->lock_wait_ms > 0 ? run->options->lock_wait_ms : WEAK_LOCK_WAIT_MS;
}

/* 5 s, 10 s, 20 s, 50 s, …: a text that doesn't change each time it is made. */
static void put_age(Sb *sb, int64_t ms)
{
    static const int steps_s[] = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600};
    int longest_s = 0;

    for (size_t i = 0; i < sizeof steps_s / sizeof *steps_s; i++)
        if (ms / 1000 >= steps_s[i])
            longest_s = steps_s[i];
    if (longest_s >= 3600)
        sb_printf(sb, " for over %lld h", (long long)(ms / 3600000));
    else if (longest_s >= 60)
        sb_printf(sb, " for over %d min", longest_s / 60);
    else if (longest_s > 0)
        sb_printf(sb, " for over %d s", longest_s);
}

/* Without what it would do to a terminal or a log. */
static void put_query(Sb *sb, Str query)
{
    Str shown = str_sub(str_trim(query), 0, QUERY_MOST);

    sb_puts(sb, ": ");
    for (size_t i = 0; i < shown.len; i++)
        sb_putc(sb, (unsigned char)shown.ptr[i] < ' ' ? ' ' : shown.ptr[i]);
}

static void put_blocker(Sb *sb, const Blocker *blocker, bool shows_data)
{
    if (blocker->pid != 0)
        sb_printf(sb, "process %lld", (long long)blocker->pid);
    if (blocker->who.len > 0)
        sb_printf(sb, blocker->pid != 0 ? " (%.*s)" : "%.*s", STR_ARG(blocker->who));
    if (blocker->doing.len > 0)
        sb_printf(sb, ", %.*s", STR_ARG(blocker->doing));
    if (blocker->age_ms.given)
        put_age(sb, blocker->age_ms.value);
    sb_printf(sb, ", with %.*s on %.*s", STR_ARG(blocker->mode), STR_ARG(blocker->relation));
    if (blocker->kind == BLOCKER_URGENT)
        sb_puts(sb, ", to prevent wraparound");
    if (shows_data && blocker->query.len > 0)
        put_query(sb, blocker->query);
}

static Str words_of(const Run *run, Arena *arena, const Blockers *blockers)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < blockers->len && i < NAMED_MOST; i++) {
        sb_puts(&sb, i > 0 ? "; " : "");
        put_blocker(&sb, &blockers->items[i], run->options->show_data);
    }
    if (blockers->len > NAMED_MOST)
        sb_printf(&sb, "; %zu more", blockers->len - NAMED_MOST);
    return sb_finish(&sb, arena);
}

/* How long it has been seen, for ages that the server doesn't tell. Below 0: not before. */
static int64_t seen_ms(Queue *queue, const Blocker *blocker)
{
    int64_t *first = map_get(&queue->seen, blocker->id);

    if (first != NULL)
        return deploy_now_ms() - *first;
    first = ARENA_NEW(&queue->arena, int64_t);
    *first = deploy_now_ms();
    (void)map_put(&queue->arena, &queue->seen, arena_str(&queue->arena, blocker->id), first);
    return -1;
}

/* Whether it is likely to be gone within the time that the statement waits. */
static bool is_short(Queue *queue, const Run *run, const Blocker *blocker)
{
    int wait_ms = share_ms(queue, run);
    int64_t seen = seen_ms(queue, blocker);

    if (blocker->gives_way_ms.given && blocker->gives_way_ms.value < wait_ms)
        return true;
    if (blocker->kind != BLOCKER_SESSION)
        return false;
    if (blocker->age_ms.given)
        return blocker->age_ms.value <= wait_ms / 2;
    return seen >= 0 && seen <= wait_ms / 2;
}

/* Once for each: a vacuum that begins anew is another transaction. */
static void cancel_vacuums(Queue *queue, Run *run, const Blockers *blockers)
{
    for (size_t i = 0; i < blockers->len; i++) {
        const Blocker *blocker = &blockers->items[i];
        Errs ignored = {0};
        if (blocker->kind != BLOCKER_VACUUM || map_get(&queue->cancelled, blocker->id) != NULL)
            continue;
        (void)map_put(&queue->arena, &queue->cancelled, arena_str(&queue->arena, blocker->id),
                      queue);
        /* Where the role may not, it is waited for, as without the option. */
        if (!run->engine->cancel_vacuum(run->conn, blocker, &ignored))
            queue->may_not_cancel = true;
        errs_free(&ignored);
    }
}

/* Those that are to be waited for, in `arena`. */
static bool find(Queue *queue, Run *run, Arena *arena, Blockers *in_the_way, Errs *errs)
{
    Blockers all = {0};

    if (!run->engine->find_blockers(run->conn, &queue->locks, arena, &all, errs))
        return false;
    if (run->options->cancels_autovacuum)
        cancel_vacuums(queue, run, &all);
    for (size_t i = 0; i < all.len; i++)
        if (!is_short(queue, run, &all.items[i]))
            vec_push(arena, in_the_way, all.items[i]);
    return true;
}

static bool give_up(const Queue *queue, Str who, int64_t waited_ms, Errs *errs)
{
    (void)err_addf(errs, ERR_LOCK, "waited %lld s, outside the queue of its locks, for %.*s",
                   (long long)(waited_ms + 500) / 1000, STR_ARG(who));
    return err_hint(errs, "%snothing of this step was done; it is safe to run again",
                    queue->may_not_cancel ? "this role may not end an autovacuum; " : "");
}

bool queue_wait(Queue *queue, Run *run, const Group *group, int64_t deadline_ms, int64_t *waited_ms,
                Errs *errs)
{
    int64_t begun_ms = deploy_now_ms(), impatient_ms = begun_ms + IMPATIENT_EVERY_MS;
    int pause_ms = LOOK_FIRST_MS;
    bool ok = true, is_free = !queue_blocks(queue, run, group) || !has_queues(run);

    *waited_ms = 0;
    while (ok && !is_free) {
        Arena scratch = {0};
        Blockers in_the_way = {0};
        ok = find(queue, run, &scratch, &in_the_way, errs);
        is_free = ok && in_the_way.len == 0;
        if (ok && !is_free) {
            Str who = words_of(run, &scratch, &in_the_way);
            deploy_tell_waiting(run, run->plan->steps.items[group->steps.items[0]], who.ptr);
            ok = deploy_now_ms() < deadline_ms ||
                 give_up(queue, who, deploy_now_ms() - begun_ms, errs);
            ok = ok && deploy_nap(run, pause_ms, errs);
            pause_ms = pause_ms * 2 < LOOK_LONGEST_MS ? pause_ms * 2 : LOOK_LONGEST_MS;
            *waited_ms = deploy_now_ms() - begun_ms;
            if (deploy_now_ms() > impatient_ms) {
                queue->patience++;
                impatient_ms += IMPATIENT_EVERY_MS;
            }
        }
        arena_free(&scratch);
    }
    return ok;
}

Str queue_who(Queue *queue, Run *run, Arena *arena)
{
    Blockers all = {0};
    Errs ignored = {0};
    Str who = STR_ABSENT;

    if (queue->locks.len > 0 && has_queues(run) &&
        run->engine->find_blockers(run->conn, &queue->locks, arena, &all, &ignored) && all.len > 0)
        who = words_of(run, arena, &all);
    errs_free(&ignored);
    return who;
}

void queue_free(Queue *queue)
{
    arena_free(&queue->arena);
    *queue = (Queue){0};
}
