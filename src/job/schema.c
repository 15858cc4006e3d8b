/* Writes schemas of a package's files for editors and validators. */
#include "base/file.h"
#include "codec/json.h"
#include "codec/json_schema.h"
#include "codec/xsd.h"
#include "job/job.h"

static void write_json(Sb *sb, Arena *arena, const FileKind *kind)
{
    json_write(sb, json_schema_of(arena, kind));
}

/* A row a format. */
static const struct {
    const char *ending;      /* of a schema */
    const char *file_ending; /* of the files that it describes */
    void (*write)(Sb *sb, Arena *arena, const FileKind *kind);
} formats[] = {
    [SCHEMA_JSON] = {".schema.json", ".json", write_json},
    [SCHEMA_XSD] = {".xsd", ".xml", xsd_write},
};

/* What is no file of a package, and JSON only. */
static const FileKind plan_kind = {&plan_type, "plan", "plan", false};

bool job_schema(SchemaFormat format, const char *folder, Arena *arena, JobSchemas *written,
                Errs *errs)
{
    FileKinds kinds = package_file_kinds(arena);

    if (format == SCHEMA_JSON)
        vec_push(arena, &kinds, plan_kind);
    if (!file_make_folder(folder, errs))
        return false;
    for (size_t i = 0; i < kinds.len; i++) {
        const FileKind *kind = &kinds.items[i];
        const char *name = arena_printf(arena, "%s%s", kind->name, formats[format].ending).ptr;
        JobSchema schema = {
            file_join(arena, folder, name),
            arena_printf(arena, "%s%s", kind->path, formats[format].file_ending).ptr};
        Sb sb = sb_new(SB_FILE_MAX);
        bool ok;
        formats[format].write(&sb, arena, kind);
        ok = file_write(schema.path, sb_str(&sb), errs);
        sb_free(&sb);
        if (!ok)
            return false;
        vec_push(arena, written, schema);
    }
    return true;
}
