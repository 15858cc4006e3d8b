/* What is wrong with a text that jansson refuses, in words of ours. */
#include "codec/json_fault.h"

#include "base/sb.h"
#include "codec/json_path.h"
#include "codec/source.h"

enum { SHOWN_MAX_BYTES = 40 };

/* What jansson complains about, told by the beginning of its text. */
typedef enum Complaint {
    WANTS_KEY,
    WANTS_COLON,
    WANTS_MEMBER_END,
    WANTS_ITEM_END,
    WANTS_VALUE,
    WANTS_FILE_END,
    OPEN_STRING,
    OPEN_STRING_AT_END,
    CONTROL_CHARACTER,
    BAD_ESCAPE,
    BAD_SURROGATE,
    HUGE_NUMBER,
    OTHER
} Complaint;

typedef struct Fault {
    Str text;
    size_t at; /* where what is wrong begins */
    const char *hint;
    Sb message;
} Fault;

/* ---- places -----------------------------------------------------------------------------------
 */

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '.';
}

/* Bytes of the string or word at `at`; 1 where it is neither, 0 at the end. */
static size_t token_length(Str text, size_t at)
{
    size_t end = at;

    if (at < text.len && text.ptr[at] == '"') {
        for (end++; end < text.len && text.ptr[end] != '"' && text.ptr[end] != '\n'; end++)
            end += text.ptr[end] == '\\' && end + 1 < text.len;
        return (end < text.len && text.ptr[end] == '"' ? end + 1 : end) - at;
    }
    while (end < text.len && is_word_char(text.ptr[end]))
        end++;
    return end > at ? end - at : at < text.len;
}

static Str trim_end(Str text)
{
    Str trimmed = str_trim(text);

    return trimmed.len == 0 ? trimmed
                            : str_sub(text, 0, (size_t)(trimmed.ptr + trimmed.len - text.ptr));
}

/* Where the complaint begins: jansson gives the place after the offending token, and its text tells
 * how long that is. */
static size_t fault_offset(Str text, size_t skipped, const json_error_t *error)
{
    size_t at = skipped + (error->position < 0 ? 0 : (size_t)error->position);
    const char *near = strstr(error->text, " near '");

    if (near != NULL && str_ends(str_from(error->text), STR("'"))) {
        Str token = str_sub(str_from(near + 7), 0, strlen(near + 7) - 1);
        if (token.len <= at && str_eq(str_sub(text, at - token.len, token.len), token))
            at -= token.len;
    }
    /* Nothing but blanks is left: the end of the last line with something on it. */
    if (str_trim(str_sub(text, at, SIZE_MAX)).len == 0)
        at = skipped + trim_end(str_sub(text, skipped, SIZE_MAX)).len;
    return at;
}

/* ---- words ------------------------------------------------------------------------------------
 */

static Complaint complaint_of(const json_error_t *error)
{
    static const struct {
        const char *begin;
        Complaint complaint;
    } rows[] = {
        {"string or '}' expected", WANTS_KEY},    {"':' expected", WANTS_COLON},
        {"'}' expected", WANTS_MEMBER_END},       {"']' expected", WANTS_ITEM_END},
        {"unexpected token", WANTS_VALUE},        {"invalid token", WANTS_VALUE},
        {"unexpected newline", OPEN_STRING},      {"premature end of input", OPEN_STRING_AT_END},
        {"control character", CONTROL_CHARACTER}, {"invalid escape", BAD_ESCAPE},
        {"invalid Unicode", BAD_SURROGATE},       {"real number overflow", HUGE_NUMBER},
    };

    if (json_error_code(error) == json_error_end_of_input_expected)
        return WANTS_FILE_END;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strncmp(error->text, rows[i].begin, strlen(rows[i].begin)) == 0)
            return rows[i].complaint;
    return OTHER;
}

/* The byte in front of `at`, blanks left out. */
static char byte_before(Str text, size_t at)
{
    while (at > 0) {
        char c = text.ptr[--at];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return c;
    }
    return '\0';
}

/* Names what stands at the fault: a key or a sign as it is, nothing that could be a value. */
static void put_thing(Fault *fault, bool is_key)
{
    size_t len = token_length(fault->text, fault->at);
    Str token = str_sub(fault->text, fault->at, len);

    if (token.len == 0)
        sb_puts(&fault->message, "the end of the file");
    else if (token.ptr[0] == '"' && is_key && len <= SHOWN_MAX_BYTES)
        sb_put(&fault->message, token);
    else if (token.ptr[0] == '"')
        sb_puts(&fault->message, "a string");
    else if (is_word_char(token.ptr[0]))
        sb_puts(&fault->message, "a word without quotes");
    else if ((unsigned char)token.ptr[0] < 0x80)
        sb_printf(&fault->message, "%c", token.ptr[0]);
    else
        sb_puts(&fault->message, "what stands here");
}

/* Signs that no JSON text has, whatever is expected. */
static bool foreign_sign(Fault *fault, const char *what)
{
    char here = fault->at < fault->text.len ? fault->text.ptr[fault->at] : '\0';

    if (here == '/' || here == '#') {
        sb_puts(&fault->message, "JSON has no comments");
        fault->hint = "take it out; a table or column has the key \"Comment\"";
    } else if (here == '\'') {
        sb_printf(&fault->message, "%s stands in double quotes, not in single ones", what);
    } else {
        return false;
    }
    return true;
}

static void wants_key(Fault *fault)
{
    bool has_sign = foreign_sign(fault, "a key");
    char here = fault->at < fault->text.len ? fault->text.ptr[fault->at] : '\0';

    if (has_sign)
        return;
    if (here == '}' && byte_before(fault->text, fault->at) == ',') {
        sb_puts(&fault->message, "a comma stands before the closing }");
        fault->hint = "take the comma out";
    } else if (is_word_char(here)) {
        sb_puts(&fault->message, "a key stands in double quotes");
    } else {
        sb_puts(&fault->message, "a key in double quotes is expected before ");
        put_thing(fault, false);
    }
}

/* After a member or an item: what follows is no comma and not the end. */
static void wants_end(Fault *fault, char close)
{
    bool has_sign = foreign_sign(fault, "a string");
    char here = fault->at < fault->text.len ? fault->text.ptr[fault->at] : '\0';

    if (has_sign)
        return;
    if (here == '\0') {
        sb_printf(&fault->message, "the file ends before a closing %c", close);
        fault->hint = "a brace, a bracket or a quote is not closed";
    } else if (here == '"' || here == '{' || here == '[' || is_word_char(here)) {
        sb_puts(&fault->message, "a comma is missing before ");
        put_thing(fault, close == '}');
    } else {
        sb_printf(&fault->message, "a comma or a closing %c is expected before ", close);
        put_thing(fault, false);
    }
}

static void wants_value(Fault *fault)
{
    static const struct {
        const char *word, *json;
    } words[] = {{"None", "null"}, {"NULL", "null"},   {"nil", "null"},   {"True", "true"},
                 {"TRUE", "true"}, {"False", "false"}, {"FALSE", "false"}};
    Str token = str_sub(fault->text, fault->at, token_length(fault->text, fault->at));

    if (foreign_sign(fault, "a string"))
        return;
    if (str_is(token, "]") && byte_before(fault->text, fault->at) == ',') {
        sb_puts(&fault->message, "a comma stands before the closing ]");
        fault->hint = "take the comma out";
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_is(token, words[i].word)) {
            sb_printf(&fault->message, "%s is spelled %s", words[i].word, words[i].json);
            return;
        }
    }
    if (token.len > 0 && is_word_char(token.ptr[0])) {
        bool is_number = token.ptr[0] < 'A';
        sb_puts(&fault->message, is_number ? "this is no number that JSON knows"
                                           : "a string stands in double quotes");
        fault->hint = is_number ? "write 0.5 for .5, 7 for 07 or +7" : NULL;
        return;
    }
    sb_puts(&fault->message, "a value is expected before ");
    put_thing(fault, false);
}

/* jansson gives the string; the byte in it is what matters. */
static void point_into_string(Fault *fault, Complaint complaint)
{
    size_t end = fault->at + token_length(fault->text, fault->at);

    for (size_t i = fault->at; i < end && i < fault->text.len; i++) {
        char c = fault->text.ptr[i];
        if (complaint == CONTROL_CHARACTER && (unsigned char)c < 0x20) {
            fault->at = i;
            return;
        }
        if (c != '\\')
            continue;
        if (complaint == BAD_SURROGATE
                ? i + 2 < end && fault->text.ptr[i + 1] == 'u' &&
                      str_lower_char(fault->text.ptr[i + 2]) == 'd'
                : complaint == BAD_ESCAPE &&
                      (i + 1 >= end || strchr("\"\\/bfnrtu", fault->text.ptr[i + 1]) == NULL)) {
            fault->at = i;
            return;
        }
        i++;
    }
}

static void explain(Fault *fault, Complaint complaint, const char *own_words)
{
    switch (complaint) {
    case WANTS_KEY:
        wants_key(fault);
        break;
    case WANTS_COLON:
        sb_puts(&fault->message, "a colon is missing between a key and its value");
        break;
    case WANTS_MEMBER_END:
        wants_end(fault, '}');
        break;
    case WANTS_ITEM_END:
        wants_end(fault, ']');
        break;
    case WANTS_VALUE:
        wants_value(fault);
        break;
    case WANTS_FILE_END:
        sb_puts(&fault->message, "something stands behind the end of the value");
        fault->hint = "a file holds one value; is a brace or bracket before it one too many?";
        break;
    case OPEN_STRING:
        sb_puts(&fault->message, "a string is not closed on its line");
        fault->hint = "write \\n for a line end in it";
        break;
    case OPEN_STRING_AT_END:
        sb_puts(&fault->message, "the file ends inside of a string");
        fault->hint = "its closing quote is missing";
        break;
    case CONTROL_CHARACTER:
        sb_puts(&fault->message, "a control character stands in a string");
        fault->hint = "write \\t for a tab, \\u00XX for another control character";
        break;
    case BAD_ESCAPE:
        sb_puts(&fault->message, "JSON knows no such escape");
        fault->hint = "write \\\\ for a backslash";
        break;
    case BAD_SURROGATE:
        sb_puts(&fault->message, "half of a surrogate pair is no character");
        fault->hint = "write the character itself, or both halves: \\uD83D\\uDC18";
        break;
    case HUGE_NUMBER:
        sb_puts(&fault->message, "the number is too large");
        break;
    case OTHER: {
        /* Up to the token that it quotes. */
        const char *near = strstr(own_words, " near ");
        sb_put(&fault->message, near == NULL
                                    ? str_from(own_words)
                                    : str_sub(str_from(own_words), 0, (size_t)(near - own_words)));
        break;
    }
    }
}

bool json_fault_add(const DocFile *file, Str text, size_t skipped, const json_error_t *error,
                    Errs *errs)
{
    Fault fault = {.text = text, .message = sb_new(SB_LINE_MAX)};
    Complaint complaint = complaint_of(error);
    Arena scratch = {0};
    Loc loc;

    if (str_trim(str_sub(text, skipped, SIZE_MAX)).len == 0) {
        loc = source_loc(file, skipped);
        return err_at(errs, ERR_SYNTAX, loc, "an object is expected: { … }", "the file is empty");
    }
    fault.at = fault_offset(text, skipped, error);
    point_into_string(&fault, complaint);
    explain(&fault, complaint, error->text);
    loc = source_loc(file, fault.at);
    loc.path = json_path_at(&scratch, text, skipped, fault.at,
                            complaint == WANTS_MEMBER_END || complaint == WANTS_ITEM_END);
    loc.length = (uint32_t)token_length(text, fault.at);
    (void)err_at(errs, ERR_SYNTAX, loc, fault.hint, "not valid JSON: %.*s",
                 STR_ARG(sb_str(&fault.message)));
    sb_free(&fault.message);
    arena_free(&scratch);
    return false;
}
