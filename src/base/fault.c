/* Fails, kills or stops at a named point, as the environment says; in test builds only. */
#include "base/fault.h"

#ifdef ANNEAL_FAULTS

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Act {
    const char *name;
    ErrCode code;
    int signal; /* 0: the call fails */
} Act;

typedef struct Order {
    Str point;
    int64_t hit;
    const Act *act;
} Order;

static const char *const point_names[] = {
#define X(name, text) #name,
    FAULT_POINTS(X)
#undef X
};

static const char *const point_texts[] = {
#define X(name, text) text,
    FAULT_POINTS(X)
#undef X
};

static const Act acts[] = {
#define X(name, code, signal) {#name, (ErrCode)(code), signal},
    FAULT_ACTS(X)
#undef X
};

static const Act *act_named(Str name)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (str_is(name, acts[i].name))
            return &acts[i];
    return NULL;
}

static bool is_point(Str name)
{
    for (int i = 0; i < FAULT_POINT_COUNT; i++)
        if (str_is(name, point_names[i]))
            return true;
    return false;
}

/* POINT:HIT:ACT */
static bool read_order(Str text, Order *order)
{
    Str hit = {0}, act = {0};

    if (!str_cut(&text, ':', &order->point) || !str_cut(&text, ':', &hit) ||
        !str_cut(&text, ':', &act) || text.ptr != NULL)
        return false;
    order->act = act_named(act);
    return order->act != NULL && is_point(order->point) && str_to_int64(hit, &order->hit) &&
           order->hit >= 1;
}

/* A test that counts on a fault and gets none would pass without a reason. */
static bool refuse(const char *variable, Str text, Errs *errs)
{
    if (errs == NULL)
        abort();
    return err_addf(errs, ERR_USAGE, "%s is not understood: %.*s", variable, STR_ARG(text));
}

/* Opened and closed each time: whatever is killed next, the line is there. */
static bool log_hit(FaultPoint point, Errs *errs)
{
    const char *path = getenv("ANNEAL_FAULT_LOG");
    Arena scratch = {0};
    Str line;
    int fd;
    bool ok = true;

    if (path == NULL)
        return true;
    line = arena_printf(&scratch, "%s\n", point_names[point]);
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0 || write(fd, line.ptr, line.len) != (ssize_t)line.len)
        ok = refuse("ANNEAL_FAULT_LOG", str_from(path), errs);
    if (fd >= 0)
        (void)close(fd);
    arena_free(&scratch);
    return ok;
}

static bool act_at(FaultPoint point, const Order *order, Errs *errs)
{
    if (order->act->signal != 0) {
        (void)raise(order->act->signal);
        return true;
    }
    if (errs == NULL)
        return true;
    return err_addf(errs, order->act->code, "injected fault at %s (%s)", point_names[point],
                    point_texts[point]);
}

bool fault_passes(FaultPoint point, Errs *errs)
{
    /* Of the whole process, as the environment that is obeyed is. */
    static int64_t hits[FAULT_POINT_COUNT];
    Str rest = str_from(getenv("ANNEAL_FAULT")), one;
    bool ok = log_hit(point, errs);

    hits[point]++;
    while (ok && str_cut(&rest, ',', &one)) {
        Order order = {0};
        if (!read_order(one, &order))
            ok = refuse("ANNEAL_FAULT", one, errs);
        else if (str_is(order.point, point_names[point]) && order.hit == hits[point])
            ok = act_at(point, &order, errs);
    }
    return ok;
}

#endif
