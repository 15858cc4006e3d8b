/* Field tables -> the page that lists every key, in Markdown. */
#include "codec/reference.h"

#include "codec/field_codec.h"
#include "codec/platform.h"
#include "codec/xml_shape.h"

enum { CHOICES_MOST = 20 }; /* of a page of JSON files */

typedef VEC(const RecordType *) TypeVec;

typedef struct Page {
    Sb *sb;
    Arena *arena;
    TypeVec done; /* records that have their part */
    bool is_json; /* only */
} Page;

static const char head[] =
    "# Reference\n"
    "\n"
    "Every key of every file of a package. Made from the field tables by\n"
    "`tests/unit/package/test_file_kinds.c` (run it with `ANNEAL_UPDATE=1` to write this page "
    "anew);\n"
    "[package.md](package.md) explains the files, [editors.md](editors.md) how an editor knows "
    "these keys.\n"
    "\n"
    "- *value*: what JSON holds. A key that is not **required** may be left out or be `null`.\n"
    "- *XML*: how the same stands in an XML file.\n"
    "- *default*: what a key means that is not there.\n"
    "- *platforms*: who knows the key; it is an error in a package for none of them.\n"
    "- *a difference*: what becomes of an object that has it in the database otherwise than in "
    "the\n"
    "  package. **altered**: changed in place. **replaced**: made anew. **renamed**: where "
    "`OldName`\n"
    "  says so, else another object. **by item**: each is compared as an object of its own. "
    "**none**: not\n"
    "  compared.\n"
    "\n"
    "Keys of SchemaSmith that this version reads but does not act upon are named by a note "
    "whenever a\n"
    "package that sets them is read.\n";

/* ---- cells -------------------------------------------------------------------------------------
 */

/* A bar ends a cell. */
static void put_cell(Sb *sb, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '|')
            sb_putc(sb, '\\');
        sb_putc(sb, *text);
    }
}

static void put_choices(Sb *sb, const Field *field)
{
    for (const char *const *choice = field->choices; *choice != NULL; choice++)
        sb_printf(sb, "%s`%s`", choice == field->choices ? "" : ", ", *choice);
}

/* A link to the part of a record. */
static void put_link(Sb *sb, const RecordType *type)
{
    sb_printf(sb, "[%s](#", type->name);
    for (const char *c = type->name; *c != '\0'; c++)
        sb_putc(sb, str_lower_char(*c));
    sb_putc(sb, ')');
}

static void put_value(Sb *sb, const Field *field)
{
    if (field->kind == F_LIST || field->kind == F_STRINGS)
        sb_puts(sb, field->record != NULL || field->choices != NULL ? "list of " : "");
    if (field->record != NULL)
        put_link(sb, field->record);
    else if (field->choices != NULL)
        put_choices(sb, field);
    else
        put_cell(sb, field_codecs[field->kind].words);
}

static void put_xml(Sb *sb, const RecordType *type, const Field *field)
{
    if (xml_form(field->kind) == XML_ATTRIBUTE)
        sb_puts(sb, "attribute");
    else
        sb_printf(sb, "`<%s>`", xml_name(type, field));
}

static void put_default(Page *page, const Field *field)
{
    const Doc *dflt = describe_default(page->arena, field);

    if (field->is_required)
        sb_puts(page->sb, "**required**");
    else if (dflt != NULL && dflt->kind == DOC_BOOL)
        sb_puts(page->sb, dflt->boolean ? "`true`" : "`false`");
    else if (dflt != NULL)
        sb_printf(page->sb, "`%.*s`", STR_ARG(dflt->text));
}

static const char *difference(const Field *field)
{
    static const char *const words[] = {
        [D_KEY] = "renamed",       [D_IGNORE] = "none",      [D_ALTER] = "altered",
        [D_RECREATE] = "replaced", [D_CHILDREN] = "by item", [D_GRANTS] = "altered",
        [D_OWNER] = "altered",
    };

    return words[field->differs];
}

/* ---- parts -------------------------------------------------------------------------------------
 */

/* Lists that grow with the program belong into its schemas. */
static bool has_many_choices(const Field *field)
{
    size_t count = 0;

    while (field->choices != NULL && field->choices[count] != NULL)
        count++;
    return count > CHOICES_MOST;
}

static void put_json_table(Page *page, const RecordType *type)
{
    Sb *sb = page->sb;

    sb_puts(sb, "\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        sb_printf(sb, "| `%s` | ", f->key);
        if (has_many_choices(f))
            sb_puts(sb, "a name, as the schema lists them");
        else
            put_value(sb, f);
        sb_puts(sb, " | ");
        put_default(page, f);
        sb_puts(sb, " | ");
        put_cell(sb, f->doc);
        sb_puts(sb, " |\n");
    }
}

/* Records outside of a model are never compared, and every platform knows all of their keys. */
static void put_table(Page *page, const RecordType *type)
{
    bool is_modelled = type->kind != REC_OTHER;
    Sb *sb = page->sb;

    if (page->is_json) {
        put_json_table(page, type);
        return;
    }
    sb_printf(sb,
              "\n| key | value | XML | default |%s meaning |\n| --- | --- | --- | --- |%s --- |\n",
              is_modelled ? " platforms | a difference |" : "", is_modelled ? " --- | --- |" : "");
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        sb_printf(sb, "| `%s` | ", f->key);
        put_value(sb, f);
        sb_puts(sb, " | ");
        put_xml(sb, type, f);
        sb_puts(sb, " | ");
        put_default(page, f);
        sb_puts(sb, " | ");
        if (is_modelled)
            sb_printf(sb, "%s | %s | ",
                      describe_is_limited(f) ? codec_platform_list(page->arena, f->engines) : "all",
                      difference(f));
        put_cell(sb, f->doc);
        sb_puts(sb, " |\n");
    }
}

/* The parts of the records that `type` holds, each once a page. */
static void put_nested(Page *page, const RecordType *type)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        bool is_done = f->record == NULL;
        for (size_t i = 0; i < page->done.len && !is_done; i++)
            is_done = page->done.items[i] == f->record;
        if (is_done)
            continue;
        vec_push(page->arena, &page->done, f->record);
        sb_printf(page->sb, "\n### %s\n\nIn `%s` of a %s.\n", f->record->name, f->key, type->word);
        put_table(page, f->record);
        put_nested(page, f->record);
    }
}

/* Whether a kind of files before this one holds the same records. */
static bool is_told(const FileKinds *kinds, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (kinds->items[i].type == kinds->items[at].type)
            return true;
    return false;
}

static void put_places(Sb *sb, const FileKinds *kinds, const RecordType *type)
{
    bool first = true;

    for (size_t i = 0; i < kinds->len; i++) {
        if (kinds->items[i].type != type)
            continue;
        sb_printf(sb, "%s`%s.json`", first ? "" : ", ", kinds->items[i].path);
        first = false;
    }
}

void reference_write(Sb *sb, const FileKinds *kinds)
{
    Arena arena = {0};
    Page page = {.sb = sb, .arena = &arena};

    sb_puts(sb, head);
    for (size_t i = 0; i < kinds->len; i++) {
        const FileKind *kind = &kinds->items[i];
        if (is_told(kinds, i))
            continue;
        sb_printf(sb, "\n## %s\n\n", kind->type->name);
        put_places(sb, kinds, kind->type);
        sb_printf(sb, ", or `.xml` with the element `<%s>`.\n", kind->type->name);
        put_table(&page, kind->type);
        put_nested(&page, kind->type);
    }
    arena_free(&arena);
}

void reference_write_json(Sb *sb, const RecordType *type)
{
    Arena arena = {0};
    Page page = {.sb = sb, .arena = &arena, .is_json = true};

    sb_printf(sb, "## %s\n", type->name);
    put_table(&page, type);
    put_nested(&page, type);
    arena_free(&arena);
}
