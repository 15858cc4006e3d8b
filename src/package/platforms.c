/* Platforms: which declared elements exist on the target. */
#include "codec/platform.h"
#include "model/label.h"
#include "package/state.h"

static unsigned read_platforms(Load *load, const Record *rec)
{
    const StrVec *names = sparse_strs(rec, FIELD_PLATFORMS);
    Arena *arena = &load->package->arena;
    unsigned all = 0;

    for (size_t i = 0; i < names->len; i++) {
        Str name = names->items[i];
        unsigned bits = codec_platform_bits(name);
        const char *nearest = codec_platform_nearest(name);
        all |= bits;
        if (bits == 0) {
            (void)err_at(load->errs, ERR_FIELD, pkg_loc_in_list(arena, rec, "Platforms", name),
                         NULL, "\"%.*s\" is no platform that anneal knows", STR_ARG(name));
            if (nearest != NULL)
                (void)err_hint(load->errs, "did you mean \"%s\"?", nearest);
        } else if ((bits & load->package->platforms) == 0) {
            (void)err_at(load->errs, ERR_FIELD, pkg_loc_in_list(arena, rec, "Platforms", name),
                         NULL, "\"%.*s\" is no platform of this product", STR_ARG(name));
            (void)err_hint(load->errs, "%s names %s", load->package->product_file,
                           codec_platform_list(arena, load->package->platforms));
        }
    }
    return names->len == 0 ? E_ALL : all;
}

/* Keeps those items of a list that the target has. */
static void filter_list(Load *load, void *at)
{
    StrVec all;

    memcpy(&all, at, sizeof all); /* every VEC has this shape */
    memset(at, 0, sizeof all);
    for (size_t i = 0; i < all.len; i++) {
        Record *item = list_get(&all, i);
        if (pkg_apply_platforms(load, item))
            list_push(&load->desired->arena, at, item);
    }
}

bool pkg_apply_platforms(Load *load, Record *rec)
{
    if ((read_platforms(load, rec) & load->target->engine) == 0)
        return false;
    for (const Field *f = rec->type->fields; f < rec->type->fields + rec->type->count; f++)
        if (f->kind == F_LIST && f->differs == D_CHILDREN && list_len(record_at(rec, f)) > 0)
            filter_list(load, record_put(&load->desired->arena, rec, f));
    return true;
}
