/* What the files of this room share: the open package, and one loading of it. */
#ifndef ANNEAL_PACKAGE_STATE_H
#define ANNEAL_PACKAGE_STATE_H

#include "base/map.h"
#include "codec/record.h"
#include "package/package.h"
#include "package/schemasmith/detect.h"
#include "package/source/tree.h"
#include "package/tokens.h"

/* A template folder that TemplateOrder names. */
typedef struct TemplateFolder {
    const char *path;         /* below the package: "Templates/Main" */
    const Template *template; /* NULL while its file has faults */
} TemplateFolder;

struct Package {
    Arena arena;
    Tree *tree; /* its files; NULL: not opened yet */
    bool is_ours;
    Detected detected; /* all zero where it is ours */
    const Adapter *adapter;
    Str branch; /* absent: not known, or of no interest */
    Product *product;
    Config *config;
    const char *product_file; /* relative: "Product.json" or "Product.xml" */
    const char *config_file;  /* the same of anneal; NULL: there is none */
    VEC(TemplateFolder) templates;
    BackfillVec backfills; /* of the last target loaded for */
    ContractVec contracts;
    Map gates;                 /* label -> Condition; likewise */
    ConditionVec gate_list;    /* the same in their order */
    ConditionVec folder_gates; /* of the script folders that were read last */
    unsigned platforms;
    bool has_schemas;                    /* of the last target loaded for */
    VEC(struct ObjectFile *) read_again; /* whose trees are there once more */
    Map known; /* object file -> hash of its bytes, read without a fault */
};

/* The place of a folder or file of the package as the user knows it. */
const char *pkg_path(Package *package, const char *relative);
/* Whether the package holds this file (exactly, relative). */
bool pkg_has_file(const Package *package, const char *relative);
/* The bytes of the file that pkg_path names like this; they live in `arena`. */
bool pkg_read(const Package *package, Arena *arena, const char *place, Str *content, Errs *errs);
/* Whether this file is there in the other format too, which comes first; then an error names both.
 */
bool pkg_is_second(Package *package, const char *path, Errs *errs);
/* The file of this name in the one format or the other: "Product" -> "Product.json". NULL where
 * there is none; where both are there, the first, with an error that names both. */
const char *pkg_find_file(Package *package, const char *base, Errs *errs);
/* Reads the file at file->path, in the format that it has, and applies the dialect's rewrites for
 * `type`. NULL on error. Bytes and tree live in `arena`. */
Doc *pkg_read_tree(const Package *package, Arena *arena, DocFile *file, const RecordType *type,
                   Notes *notes, Errs *errs);
/* The same, for as long as the package lives. */
Doc *pkg_read_doc(Package *package, const char *relative, const RecordType *type, Notes *notes,
                  Errs *errs);
CodecOptions pkg_codec_options(const Package *package, Notes *notes);

/* One loading: what package_load hands down. */
typedef struct Load {
    Package *package;
    const PackageTarget *target;
    Model *desired;
    Notes *notes;
    Errs *errs;
    /* Of a package that is written into: unknown tokens and conditions stay as they are. */
    bool is_for_merge;
    StrVec unread;   /* base names of object files whose object could not be told */
    StrVec left_out; /* labels of objects that other platforms have */
} Load;

/* The folders of a template that hold objects, with what they hold. */
typedef struct ObjectFolder {
    const char *name;
    const RecordType *type;
} ObjectFolder;
#define FOREIGN_TABLE_FOLDER "Foreign Tables" /* tables of foreign servers */
enum { OBJECT_FOLDER_COUNT = 18 };
extern const ObjectFolder object_folders[OBJECT_FOLDER_COUNT];

/* walk.c: what a file (relative, of either format) declares; NULL: it is none of the package's. */
const RecordType *pkg_file_type(Str path);

/* walk.c: calls `read` for every object file of a template folder, notes what else is there.
 * `path` is relative to the package. */
typedef void (*ReadObjectFile)(Load *load, void *context, const char *path, const RecordType *type);
void pkg_walk_template(Load *load, const TemplateFolder *folder, ReadObjectFile read,
                       void *context);
/* Notes script files outside the templates. */
void pkg_note_strays(Package *package, Notes *notes);

/* init.c: makes the folder, unless it is there and empty. ERR_FILE where it holds files. */
bool pkg_make_empty(const char *folder, Errs *errs);

/* load.c: as package_load, for a merge with a live model: tokens that only an environment can give
 * stay as they are. */
bool pkg_load_present(Package *package, const PackageTarget *target, Model *present, Notes *notes,
                      Errs *errs);

/* token_scopes.c: the values that a template's texts see; `folder` NULL: the product's own. */
Tokens *pkg_tokens(Package *package, const PackageTarget *target, const TemplateFolder *folder,
                   bool keeps_unknown);
/* The same for its scripts and object files, where the dialect has tokens there. */
Tokens *pkg_file_tokens(Package *package, const PackageTarget *target, const TemplateFolder *folder,
                        bool keeps_unknown);
/* Tokens of `rec` that stand for files below `base`: their content. */
void pkg_read_token_files(Package *package, const Record *rec, const char *base,
                          MapEntries *entries, Errs *errs);
/* Tokens of the product that SchemaSmith's environment variables replace. */
void pkg_override_tokens(Package *package, Notes *notes);
/* The branch that is checked out, for the token BranchName. */
void pkg_find_branch(Package *package);
/* Passes notes on, equal messages once. */
void pkg_fold_notes(const Notes *from, Notes *to);

/* The text of a key as the file has it, tokens replaced; absent where it is not there. */
Str pkg_written_name(const Record *rec, const char *key);
/* The object under the schema that its file names, for messages: one fault reads the same on
 * platforms with and without schemas, and so is said once. */
Object pkg_as_declared(const Object *object);

/* platforms.c: takes elements out of `rec` that are not for the target. False when the record
 * itself is not; faults in Platforms are reported. */
bool pkg_apply_platforms(Load *load, Record *rec);

/* filter.c: the error at an object that Manage or Ignore leave out: every plan would make it again.
 */
void pkg_refuse_unmanaged(const Package *package, const Object *object, Str label, Errs *errs);
/* check.c: where `name` stands in the list that `key` of `rec` holds, or the place of the value. */
Loc pkg_loc_in_list(Arena *arena, const Record *rec, const char *key, Str name);
/* What one record alone can't show. */
void pkg_check(Load *load);
/* backfills.c: the schema settled; left out where its Platforms do. */
void pkg_add_backfill(Load *load, Backfill *backfill);
void pkg_check_backfills(Load *load);
/* contracts.c: with its conditions; left out where its Platforms do. */
void pkg_add_contract(Load *load, Contract *contract);
void pkg_check_contracts(Load *load);
/* gates.c: notes the conditions of an object and its parts, takes out of it the parts whose
 * conditions are false; false where its own is. */
bool pkg_apply_gates(Load *load, Object *object);
/* Whether two elements are of one name, each under a condition that nobody has asked yet: at most
 * one of them will apply. */
bool pkg_is_variant(const Load *load, const Record *a, const Record *b);

#endif
