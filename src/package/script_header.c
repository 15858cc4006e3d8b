/* The first line of a script: `-- anneal: phase=contract transaction=none`.
 *
 *     header = "--" { blank } "anneal:" { blanks word } line-end
 *     word   = key "=" value                       no blanks inside, each key once
 *     key    = "phase" | "transaction" | "platform" | "after" */
#include "package/script_header.h"

#include "codec/platform.h"

/* One line on its way. */
typedef struct Reader {
    Arena *arena;
    const char *file;
    uint32_t line;
    Str text; /* the line */
    ScriptHeader *header;
    unsigned seen; /* bits of keys that were given */
    Errs *errs;
} Reader;

static Loc loc_at(const Reader *reader, Str word)
{
    return (Loc){.file = reader->file,
                 .line = reader->line,
                 .column = (uint32_t)(word.ptr - reader->text.ptr) + 1};
}

static bool read_phase(Reader *reader, Str value)
{
    for (int phase = 0; phase < PHASE_COUNT; phase++)
        if (str_is(value, phase_names[phase])) {
            reader->header->phase = (Phase)phase;
            reader->header->has_phase = true;
            return true;
        }
    return err_at(reader->errs, ERR_FIELD, loc_at(reader, value), "expand, migrate or contract",
                  "there is no phase \"%.*s\"", STR_ARG(value));
}

static bool read_transaction(Reader *reader, Str value)
{
    reader->header->has_no_transaction = str_is(value, "none");
    return reader->header->has_no_transaction ||
           err_at(reader->errs, ERR_FIELD, loc_at(reader, value),
                  "transaction=none, or leave it out: a script has one transaction",
                  "transaction can't be \"%.*s\"", STR_ARG(value));
}

/* `platform=SQLite,PostgreSQL` */
static bool read_platform(Reader *reader, Str value)
{
    Str rest = value, name;
    bool ok = true;

    reader->header->engines = 0;
    while (str_cut(&rest, ',', &name)) {
        unsigned bits = codec_platform_bits(name);
        const char *nearest = codec_platform_nearest(name);
        reader->header->engines |= bits;
        if (bits != 0)
            continue;
        ok = err_at(reader->errs, ERR_FIELD, loc_at(reader, name), NULL,
                    "\"%.*s\" is no platform that anneal knows", STR_ARG(name));
        if (nearest != NULL)
            (void)err_hint(reader->errs, "did you mean \"%s\"?", nearest);
    }
    return ok;
}

/* Of a contract file, whose condition nobody would evaluate. */
static bool read_after(Reader *reader, Str value)
{
    return err_at(reader->errs, ERR_UNSUPPORTED, loc_at(reader, value),
                  "keep the script out of the package until what it is to come after has run",
                  "contracts such as \"%.*s\" come with a later version", STR_ARG(value));
}

static const struct HeaderKey {
    const char *name;
    bool (*read)(Reader *reader, Str value);
} keys[] = {
    {"phase", read_phase},
    {"transaction", read_transaction},
    {"platform", read_platform},
    {"after", read_after},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static bool unknown_key(Reader *reader, Str word, Str key)
{
    const char *names[KEY_COUNT];
    const char *nearest;

    for (size_t i = 0; i < KEY_COUNT; i++)
        names[i] = keys[i].name;
    nearest = str_nearest(key, names, KEY_COUNT);
    (void)err_at(reader->errs, ERR_FIELD, loc_at(reader, word), NULL,
                 "the header of a script has no \"%.*s\"", STR_ARG(word));
    return nearest != NULL
               ? err_hint(reader->errs, "did you mean %s=…?", nearest)
               : err_hint(reader->errs, "it has phase=…, transaction=none and platform=…");
}

static bool read_word(Reader *reader, Str word)
{
    Str value = word, key;

    (void)str_cut(&value, '=', &key);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!str_is(key, keys[i].name))
            continue;
        if (value.len == 0)
            return err_at(reader->errs, ERR_FIELD, loc_at(reader, word), NULL,
                          "%s wants a value: %s=…", keys[i].name, keys[i].name);
        if ((reader->seen & 1u << i) != 0)
            return err_at(reader->errs, ERR_DUPLICATE, loc_at(reader, word), NULL,
                          "%s is given twice", keys[i].name);
        reader->seen |= 1u << i;
        return keys[i].read(reader, value);
    }
    return unknown_key(reader, word, key);
}

/* The words behind `-- anneal:`; absent where the line is no header. */
static Str words_of(Str line)
{
    Str rest = str_trim(line);

    if (!str_starts(rest, STR("--")))
        return STR_ABSENT;
    rest = str_trim(str_sub(rest, 2, SIZE_MAX));
    if (!str_starts(rest, STR("anneal:")))
        return STR_ABSENT;
    return str_sub(rest, strlen("anneal:"), SIZE_MAX);
}

static bool read_words(Reader *reader, Str words)
{
    size_t at = 0;
    bool ok = true;

    while (at < words.len) {
        size_t end = at;
        while (end < words.len && strchr(" \t\r", words.ptr[end]) == NULL)
            end++;
        if (end > at)
            ok = read_word(reader, str_sub(words, at, end - at)) && ok;
        at = end + 1;
    }
    return ok;
}

/* Only the first line is one: further down it would be a comment that does nothing. */
static bool check_other_lines(const Reader *reader, Str rest)
{
    Str line;

    for (uint32_t number = 2; str_cut(&rest, '\n', &line); number++) {
        Str trimmed = str_trim(line);
        if (trimmed.len > 0 && !str_starts(trimmed, STR("--")))
            return true;
        if (words_of(line).ptr != NULL)
            return err_at(reader->errs, ERR_FIELD, (Loc){.file = reader->file, .line = number},
                          "move it to the first line", "the header of a script is its first line");
    }
    return true;
}

bool script_header_read(Arena *arena, const char *file, Str text, ScriptHeader *header, Errs *errs)
{
    Str rest = text, line, words;
    Reader reader = {.arena = arena, .file = file, .line = 1, .header = header, .errs = errs};
    bool ok = true;

    *header = (ScriptHeader){.engines = E_ALL};
    if (!str_cut(&rest, '\n', &line))
        return true;
    reader.text = line;
    words = words_of(line);
    if (words.ptr != NULL) {
        header->size_bytes = line.len + (line.len < text.len);
        ok = read_words(&reader, words);
    }
    return check_other_lines(&reader, rest) && ok;
}
