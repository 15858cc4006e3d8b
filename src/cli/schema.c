/* anneal schema: schemas of the package's files, for editors and validators. */
#include "cli/verbs.h"
#include "job/job.h"

typedef struct SchemaOptions {
    const char *format, *out;
} SchemaOptions;

/* In the order of SchemaFormat. */
static const char *const formats[] = {"json", "xsd", NULL};

/* clang-format off */
static const Option options[] = {
    { "format", 'f', OPT_TEXT, OPT_AT(SchemaOptions, format, const char *), "FORMAT", "json: JSON Schema (draft 2020-12), for files in JSON; xsd: XML Schema, for files in XML", formats, true },
    { "out", 'o', OPT_TEXT, OPT_AT(SchemaOptions, out, const char *), "DIR", "folder of the schemas, one for each kind of file", NULL, true },
};
/* clang-format on */

/* How Visual Studio Code's settings say which schema is for which files. */
static const struct {
    const char *key, *files, *schema; /* what stands before each */
} settings[] = {
    [SCHEMA_JSON] = {"json.schemas", "\"fileMatch\": [\"**/", "\"], \"url\": \""},
    [SCHEMA_XSD] = {"xml.fileAssociations", "\"pattern\": \"**/", "\", \"systemId\": \""},
};

static void put_settings(Sb *sb, SchemaFormat format, const JobSchemas *schemas)
{
    sb_printf(
        sb,
        "\nVisual Studio Code takes them by these lines of .vscode/settings.json:\n\n\"%s\": [\n",
        settings[format].key);
    for (size_t i = 0; i < schemas->len; i++) {
        const JobSchema *schema = &schemas->items[i];
        sb_printf(sb, "  { %s%s%s%s%s\" }%s\n", settings[format].files, schema->files,
                  settings[format].schema, schema->path[0] == '/' ? "" : "./", schema->path,
                  i + 1 < schemas->len ? "," : "");
    }
    sb_puts(sb, "]\n");
}

static int run(const Cli *cli, const void *values)
{
    const SchemaOptions *given = values;
    SchemaFormat format =
        strcmp(given->format, formats[SCHEMA_JSON]) == 0 ? SCHEMA_JSON : SCHEMA_XSD;
    JobSchemas schemas = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    if (job_schema(format, given->out, &arena, &schemas, &errs)) {
        sb_printf(&sb, "Wrote %zu schemas into %s.\n", schemas.len, given->out);
        put_settings(&sb, format, &schemas);
        (void)cli_print(&sb, &errs);
    }
    sb_free(&sb);
    arena_free(&arena);
    return cli_finish(cli, &notes, &errs, 0);
}

const Verb cli_schema = {
    "schema",
    "write schemas of the package's files, for editors and validators",
    "Writes what an editor needs to complete keys, to show what each means and to underline what "
    "is\n"
    "wrong while one types: a schema for each kind of file, made from the tables that anneal "
    "reads\n"
    "the files by. It prints which files each is for, as Visual Studio Code's settings have it.",
    options,
    sizeof options / sizeof *options,
    sizeof(SchemaOptions),
    run,
};
