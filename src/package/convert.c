/* Turns the files of a package into the other format. */
#include "base/file.h"
#include "codec/record.h"
#include "codec/xml_shape.h"
#include "package/format.h"
#include "package/state.h"

/* Of a comment that is named in a note. */
enum { SHOWN_BYTES = 60 };

typedef struct Convert {
    Package *package;
    const char *out;
    PackageFormat format;
    Arena *arena; /* for one file */
    Notes *notes;
    Errs *errs;
} Convert;

/* ---- what the new format has no place for ------------------------------------------------------
 */

static Str shown(Str comment)
{
    Str text = str_trim(comment), line;

    (void)str_cut(&text, '\n', &line);
    line = str_trim(line);
    return str_is_utf8(str_sub(line, 0, SHOWN_BYTES)) ? str_sub(line, 0, SHOWN_BYTES) : STR("…");
}

/* JSON has no comments. */
static void note_comments(const Convert *convert, const Doc *doc)
{
    for (const DocComment *comment = doc->comments; comment != NULL; comment = comment->next)
        notes_add(convert->notes,
                  (Note){.message = arena_printf(convert->arena,
                                                 "JSON has no comments; this one is left out: %.*s",
                                                 STR_ARG(shown(comment->text)))
                                        .ptr,
                         .loc = comment->loc});
    for (const Doc *child = doc->first; child != NULL; child = child->next)
        note_comments(convert, child);
}

static void note_hint(const Convert *convert, const Doc *doc)
{
    const Doc *hint = doc_get(doc, STR(XML_HINT));

    if (hint != NULL)
        notes_add(convert->notes,
                  (Note){.message = "the place of a schema for editors is left out: it is of the "
                                    "other format",
                         .hint = "docs/editors.md says how to give one",
                         .loc = doc_key_loc(convert->arena, hint)});
}

/* ---- the new tree ------------------------------------------------------------------------------
 */

/* A node of the same kind and place, without its children. */
static Doc *copy_node(Arena *arena, const Doc *doc)
{
    Doc *copy = doc_new(arena, doc->kind);

    copy->syntax = doc->syntax;
    copy->boolean = doc->boolean;
    copy->text = doc->text;
    copy->comments = doc->comments;
    copy->line = doc->line;
    copy->column = doc->column;
    copy->file = doc->file;
    return copy;
}

static Doc *copy_as_it_is(Arena *arena, const Doc *doc)
{
    Doc *copy = copy_node(arena, doc);

    for (const Doc *child = doc->first; child != NULL; child = child->next)
        (void)doc_add(copy, child->key, copy_as_it_is(arena, child));
    return copy;
}

/* The record with its keys in the order of the field table, as each format would give another. */
static Doc *in_order(Arena *arena, const Doc *doc, const RecordType *type)
{
    Doc *ordered = copy_node(arena, doc);

    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const Doc *value = doc_get(doc, str_from(f->key));
        Doc *copy;
        if (value == NULL || value->kind == DOC_NULL)
            continue; /* null means absent */
        if (f->kind == F_RECORD) {
            copy = in_order(arena, value, f->record);
        } else if (f->kind == F_LIST) {
            copy = copy_node(arena, value);
            for (const Doc *item = value->first; item != NULL; item = item->next)
                (void)doc_add(copy, STR_ABSENT, in_order(arena, item, f->record));
        } else {
            copy = copy_as_it_is(arena, value);
        }
        (void)doc_add(ordered, str_from(f->key), copy);
    }
    return ordered;
}

/* ---- files -------------------------------------------------------------------------------------
 */

/* Whether the file is to be written anew. */
static bool is_converted(const Convert *convert, Str path)
{
    PackageFormat format;

    return pkg_file_type(path) != NULL && format_find(path, &format) && format != convert->format;
}

/* The tree to be written; NULL with errors where the file is wrong. Only the file by itself is
 * judged: whether it fits the others is what `check` is for. */
static Doc *read_converted(const Convert *convert, const char *path)
{
    const RecordType *type = pkg_file_type(str_from(path));
    CodecOptions options = {.keeps_tokens = true};
    DocFile *file = ARENA_NEW(convert->arena, DocFile);
    Doc *doc;

    file->path = pkg_path(convert->package, path);
    doc =
        pkg_read_tree(convert->package, convert->arena, file, type, convert->notes, convert->errs);
    if (doc == NULL ||
        codec_record_read(convert->arena, doc, type, &options, convert->errs) == NULL)
        return NULL;
    return doc;
}

static const char *new_path(const Convert *convert, const char *path)
{
    Str base = format_base(str_from(path));

    return arena_printf(convert->arena, "%.*s%s", STR_ARG(base), format_end(convert->format)).ptr;
}

/* A file that could be the package's but is not, such as one of a folder that this version does not
 * know. */
static void note_unread(const Convert *convert, const char *path)
{
    PackageFormat format;

    if (format_find(str_from(path), &format))
        notes_add(convert->notes,
                  (Note){.message = "it is none of the files that this version reads; "
                                    "it is copied as it is",
                         .loc = {.file = pkg_path(convert->package, path)}});
}

/* Finds whatever would stop the writing, and says what will be left out. */
static bool try_file(const Convert *convert, const char *path)
{
    const RecordType *type = pkg_file_type(str_from(path));
    ErrsMark mark = errs_mark(convert->errs);
    Doc *doc;

    if (type == NULL)
        note_unread(convert, path);
    if (type == NULL || pkg_is_second(convert->package, path, convert->errs) ||
        !is_converted(convert, str_from(path)))
        return errs_mark(convert->errs) == mark;
    doc = read_converted(convert, path);
    if (doc == NULL || errs_mark(convert->errs) != mark)
        return false;
    if (convert->format == PACKAGE_JSON)
        note_comments(convert, doc);
    note_hint(convert, doc);
    return format_try(pkg_path(convert->package, path), convert->format,
                      in_order(convert->arena, doc, type), type, convert->errs);
}

static bool write_file(const Convert *convert, const char *path)
{
    const RecordType *type = pkg_file_type(str_from(path));
    bool is_new = is_converted(convert, str_from(path));
    const char *to =
        file_join(convert->arena, convert->out, is_new ? new_path(convert, path) : path);
    size_t end = strlen(to);
    const Doc *doc;

    while (end > 0 && to[end - 1] != '/')
        end--;
    if (!file_make_folder(arena_cstr(convert->arena, (Str){to, end}), convert->errs))
        return false;
    if (!is_new)
        return file_copy(pkg_path(convert->package, path), to, convert->errs);
    doc = read_converted(convert, path);
    return doc != NULL &&
           format_write(to, in_order(convert->arena, doc, type), type, convert->errs);
}

/* What a package does not consist of stays where it is; that is said. */
static bool note_left(const Convert *convert, const char *folder)
{
    enum { NAMED = 5 };
    StrVec files = {0}, skipped = {0};
    Sb names = sb_new(SB_LINE_MAX);
    bool ok = file_list_all(convert->arena, folder, &files, &skipped, convert->errs);

    for (size_t i = 0; i < skipped.len && i < NAMED; i++)
        sb_printf(&names, "%s%.*s", i == 0 ? "" : ", ", STR_ARG(skipped.items[i]));
    if (skipped.len > NAMED)
        sb_printf(&names, " and %zu more", skipped.len - NAMED);
    if (skipped.len > 0)
        notes_addf(convert->notes, "hidden files and links are not copied: %.*s",
                   STR_ARG(sb_str(&names)));
    sb_free(&names);
    return ok;
}

typedef bool (*FileWork)(const Convert *convert, const char *path);

/* All files but Product's, which is the last: until it is there the folder is no package. Goes on
 * after a fault only where nothing is written. */
static bool each_file(const Convert *convert, FileWork work, bool goes_on)
{
    const StrVec *files = &convert->package->tree->files;
    bool ok = true;

    for (size_t i = 0; i < files->len && (ok || goes_on); i++) {
        ArenaMark mark = arena_mark(convert->arena);
        if (strcmp(files->items[i].ptr, convert->package->product_file) != 0)
            ok = work(convert, files->items[i].ptr) && ok;
        arena_reset(convert->arena, mark);
    }
    return (ok || goes_on) && work(convert, convert->package->product_file) && ok;
}

static void count_files(const Convert *convert, ConvertCounts *counts)
{
    for (size_t i = 0; i < convert->package->tree->files.len; i++) {
        if (is_converted(convert, convert->package->tree->files.items[i]))
            counts->converted++;
        else
            counts->copied++;
    }
}

bool package_convert(const char *folder, const char *out, PackageFormat format, Arena *arena,
                     ConvertCounts *counts, Notes *notes, Errs *errs)
{
    Arena scratch = {0};
    Notes unused = {0}; /* of keys that have no effect yet: they are converted like any other */
    Package *package = package_open(folder, &unused, errs);
    Convert convert = {package, out, format, &scratch, notes, errs};
    bool ok = false;

    if (package == NULL)
        goto done;
    if (!package->is_ours) {
        (void)err_at(errs, ERR_UNSUPPORTED, (Loc){.file = folder},
                     "put an anneal.json holding {} beside Product.json to make it anneal's own",
                     "this is a SchemaSmith package, which anneal reads but does not write");
        goto done;
    }
    ok = each_file(&convert, try_file, true) && note_left(&convert, folder) &&
         pkg_make_empty(out, errs) && each_file(&convert, write_file, false);
    count_files(&convert, counts);
    counts->product = arena_str(arena, package->product->name);
done:
    package_free(package);
    notes_free(&unused);
    arena_free(&scratch);
    return ok;
}
