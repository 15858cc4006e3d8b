/* The doc tree: what a JSON or XML file holds, with the place of every value. */
#ifndef ANNEAL_MODEL_DOC_H
#define ANNEAL_MODEL_DOC_H

#include "base/err.h"

/* How the source of a string is written. */
typedef enum DocSyntax {
    DOC_JSON_STRING,
    DOC_XML_ATTRIBUTE, /* between its quotes */
    DOC_XML_CONTENT    /* of an element */
} DocSyntax;

typedef enum DocKind { DOC_NULL, DOC_BOOL, DOC_NUMBER, DOC_STRING, DOC_OBJECT, DOC_ARRAY } DocKind;

typedef struct Doc Doc;

/* One file. Its bytes stay as long as its tree, which holds slices of them. A tree takes many times
 * the memory of the record that it is read into, and afterwards only messages ask for it: whoever
 * reads many files gives each tree up (root = NULL) and has it made again when one does. */
typedef struct DocFile DocFile;
struct DocFile {
    const char *path; /* as the user knows it */
    Str bytes;
    Doc *root;                     /* NULL: not read, or given up */
    void (*read_again)(DocFile *); /* sets `root`, whatever happens; NULL: is never given up */
    uint64_t known_hash; /* str_hash of bytes that were read before without a fault; 0: none */
};

/* `len` bytes at `at` of an edited text stand for `was_len` bytes at `was_at` of the text before.
 */
typedef struct DocSplice {
    size_t at, len;
    size_t was_at, was_len;
} DocSplice;

/* How a text came from the one before it: tokens replaced, quotes of a name stripped. */
typedef struct DocEdits DocEdits;
struct DocEdits {
    Str before;
    const DocEdits *earlier; /* edits that made `before`; NULL: `before` is as written */
    VEC(DocSplice) splices;  /* in the order of the text */
};

/* A comment of an XML file; JSON has none. */
typedef enum DocCommentPlace {
    DOC_BEFORE, /* in front of the node's element */
    DOC_INSIDE, /* the last in it */
    DOC_BEHIND  /* behind the outermost element */
} DocCommentPlace;

typedef struct DocComment DocComment;
struct DocComment {
    DocComment *next;
    DocCommentPlace place;
    Str text; /* between its marks */
    Loc loc;
};

struct Doc {
    DocKind kind;
    DocSyntax syntax;  /* of `raw`; of other values: where they stand */
    bool boolean;      /* DOC_BOOL */
    uint32_t number;   /* within its file, from 1, parents first; 0: made in memory */
    uint32_t line;     /* of the value, from 1; 0: made in memory */
    uint32_t column;   /* in bytes, from 1 */
    uint32_t key_line; /* of the key, in an object */
    uint32_t key_column;
    Str key;               /* in an object; else absent */
    Str text;              /* DOC_STRING: decoded; DOC_NUMBER: as written, never through a double */
    Str raw;               /* DOC_STRING: its source, without quotes; absent: made in memory */
    const DocEdits *edits; /* of `text` since it was read; NULL: none */
    DocFile *file;         /* NULL: made in memory */
    DocComment *comments;  /* that stand with its element, in order */
    Doc *parent, *first, *last, *next;
    size_t count; /* children */
};

Doc *doc_new(Arena *arena, DocKind kind);
Doc *doc_string(Arena *arena, Str text);
Doc *doc_number(Arena *arena, int64_t value);
Doc *doc_bool(Arena *arena, bool value);
/* Appends; `key` (borrowed) is absent in an array. Returns `child`. */
Doc *doc_add(Doc *parent, Str key, Doc *child);
/* The member with exactly this key, or NULL. */
Doc *doc_get(const Doc *object, Str key);
/* Gives a DOC_STRING another text; its places stay those of the source. `edits` lists the splices
 * and must live as long as the tree; the rest of it is filled in here. */
void doc_edit_text(Doc *doc, Str text, DocEdits *edits);
/* The decoded text as it was written, before all edits. */
Str doc_text_written(const Doc *doc);
/* What a reader does last: numbers the nodes, so that each is found again, and sets file->root. */
void doc_file_set(DocFile *file, Doc *root);
/* The node of that number; the root where there is none, as when a file has changed since. */
const Doc *doc_file_node(DocFile *file, uint32_t number);
const char *doc_kind_name(DocKind kind); /* "a string", "an object", … for messages */

/* Places, as long as what is meant where that is one token. The key path (`Columns[2].DataType`) is
 * built in `arena`; a list item that has a Name member shows it: `Columns[total].DataType`. */
Loc doc_loc(Arena *arena, const Doc *doc);
Loc doc_key_loc(Arena *arena, const Doc *doc);
/* Byte `offset` of the text of a DOC_STRING, seen through its edits, escapes and references. */
Loc doc_text_loc(Arena *arena, const Doc *doc, size_t offset);
/* The same of `len` bytes from `offset` on. */
Loc doc_text_range(Arena *arena, const Doc *doc, size_t offset, size_t len);

#endif
