/* The two formats of package files, told apart by the ends of their names. */
#include "package/format.h"

#include "base/file.h"
#include "codec/json.h"
#include "codec/json_edit.h"
#include "codec/xml.h"
#include "codec/xml_edit.h"

static const struct {
    const char *name, *end;
} formats[PACKAGE_FORMATS] = {[PACKAGE_JSON] = {"JSON", ".json"}, [PACKAGE_XML] = {"XML", ".xml"}};

bool format_find(Str path, PackageFormat *format)
{
    for (size_t i = 0; i < PACKAGE_FORMATS; i++) {
        if (str_ends(path, str_from(formats[i].end))) {
            *format = (PackageFormat)i;
            return true;
        }
    }
    return false;
}

PackageFormat format_of(const char *path)
{
    PackageFormat format = PACKAGE_JSON;

    (void)format_find(str_from(path), &format);
    return format;
}

const char *format_name(PackageFormat format)
{
    return formats[format].name;
}

const char *format_end(PackageFormat format)
{
    return formats[format].end;
}

Str format_base(Str path)
{
    PackageFormat format;

    return format_find(path, &format) ? str_sub(path, 0, path.len - strlen(format_end(format)))
                                      : path;
}

Doc *format_read(Arena *arena, DocFile *file, const RecordType *type, bool allow_comments,
                 Errs *errs)
{
    return format_of(file->path) == PACKAGE_XML ? xml_read(arena, file, type, errs)
                                                : json_read(arena, file, allow_comments, errs);
}

/* Whether what was written can be a file. */
static bool check(const Sb *sb, const char *path, PackageFormat format, Errs *errs)
{
    if (sb->failed)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){.file = path}, NULL,
                      "the file would be larger than %d MiB", SB_FILE_MAX / 1024 / 1024);
    if (!str_is_utf8(sb_str(sb)))
        return err_at(errs, ERR_UNSUPPORTED, (Loc){.file = path},
                      "rename what is not UTF-8, or give its bytes another encoding",
                      "the database holds a name or text that is not UTF-8, which %s can't hold",
                      format_name(format));
    return true;
}

/* The file's bytes. */
static bool put(Sb *sb, const char *path, PackageFormat format, const Doc *doc,
                const RecordType *type, Errs *errs)
{
    if (format == PACKAGE_JSON)
        json_write(sb, doc);
    else if (!xml_write(sb, doc, type, path, errs))
        return false;
    return check(sb, path, format, errs);
}

bool format_try(const char *path, PackageFormat format, const Doc *doc, const RecordType *type,
                Errs *errs)
{
    Sb sb = sb_new(SB_FILE_MAX);
    bool ok = put(&sb, path, format, doc, type, errs);

    sb_free(&sb);
    return ok;
}

bool format_write(const char *path, const Doc *doc, const RecordType *type, Errs *errs)
{
    Sb sb = sb_new(SB_FILE_MAX);
    bool ok;

    ok = put(&sb, path, format_of(path), doc, type, errs) && file_write(path, sb_str(&sb), errs);
    sb_free(&sb);
    return ok;
}

bool format_rewrite(const DocFile *file, const Doc *wanted, const RecordType *type, Errs *errs)
{
    PackageFormat format = format_of(file->path);
    Sb sb = sb_new(SB_FILE_MAX);
    bool ok = true;

    if (format == PACKAGE_XML)
        ok = xml_edit(&sb, file, file->root, wanted, type, errs);
    else
        json_edit(&sb, file, file->root, wanted);
    ok = ok && check(&sb, file->path, format, errs) && file_write(file->path, sb_str(&sb), errs);
    sb_free(&sb);
    return ok;
}
