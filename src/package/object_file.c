/* Object files: a tree for the record, given up, and had again when a place is asked for. */
#include "package/object_file.h"

struct ObjectFile {
    DocFile file; /* first: what the nodes and records point to */
    Package *package;
    const Tokens *tokens;
    const RecordType *type;
    Arena tree; /* bytes, nodes and edited texts */
    uint64_t hash;
    bool has_changed; /* since it was read first */
};

/* The dialect's tree. NULL with an error. */
static Doc *read_tree(ObjectFile *self, Notes *notes, Errs *errs)
{
    return pkg_read_tree(self->package, &self->tree, &self->file, self->type, notes, errs);
}

/* An object without members in the file's place: a message names the file, and no line in it. */
static void give_stub(ObjectFile *self)
{
    Doc *stub = doc_new(&self->tree, DOC_OBJECT);

    stub->file = &self->file;
    doc_file_set(&self->file, stub);
    self->has_changed = true;
}

/* What was wrong with the file was said when it was read first. */
static void read_again(DocFile *file)
{
    ObjectFile *self = (ObjectFile *)file;
    Notes notes = {0};
    Errs errs = {0};
    Doc *doc = read_tree(self, &notes, &errs);

    vec_push(&self->package->arena, &self->package->read_again, self);
    if (doc == NULL || str_hash(file->bytes) != self->hash)
        give_stub(self);
    else
        (void)tokens_replace(self->tokens, &self->tree, doc, &notes, &errs);
    notes_free(&notes);
    errs_free(&errs);
}

/* These bytes have no fault: who reads them again need not look for one. */
static void remember(ObjectFile *self, const char *path)
{
    Arena *arena = &self->package->arena;
    uint64_t *hash = map_get(&self->package->known, str_from(path));

    if (hash == NULL) {
        hash = ARENA_NEW(arena, uint64_t);
        (void)map_put(arena, &self->package->known, arena_str(arena, str_from(path)), hash);
    }
    *hash = self->file.known_hash = self->hash;
}

ObjectFile *object_file_read(Load *load, const char *path, const RecordType *type,
                             const Tokens *tokens)
{
    Package *package = load->package;
    ObjectFile *self = ARENA_NEW(&package->arena, ObjectFile);
    const uint64_t *known;
    Notes unknown = {0};
    ErrsMark mark;
    Doc *doc;

    self->file.path = pkg_path(package, path);
    self->file.read_again = read_again;
    self->package = package;
    self->tokens = tokens;
    self->type = type;
    known = map_get(&package->known, str_from(path));
    self->file.known_hash = known == NULL ? 0 : *known;
    mark = errs_mark(load->errs);
    doc = read_tree(self, load->notes, load->errs);
    self->hash = str_hash(self->file.bytes);
    if (errs_mark(load->errs) == mark)
        remember(self, path);
    if (doc != NULL && doc->kind != DOC_OBJECT)
        (void)err_at(load->errs, ERR_FIELD, doc_loc(&self->tree, doc),
                     "each file holds one object: { … }", "the file holds %s, not one %s",
                     doc_kind_name(doc->kind), type->word);
    if (doc == NULL || doc->kind != DOC_OBJECT) {
        object_file_let_go(self);
        return NULL;
    }
    (void)tokens_replace(tokens, &self->tree, doc, load->is_for_merge ? &unknown : load->notes,
                         load->errs);
    notes_free(&unknown);
    return self;
}

const Doc *object_file_doc(const ObjectFile *file)
{
    return file->file.root;
}

void object_file_let_go(ObjectFile *file)
{
    arena_free(&file->tree);
    file->file.root = NULL;
    file->file.bytes = STR_ABSENT;
}

const Doc *object_file_node(const Record *rec, Errs *errs)
{
    const ObjectFile *self = (const ObjectFile *)rec->file;
    const Doc *doc = record_doc(rec);

    if (!self->has_changed)
        return doc;
    (void)err_at(errs, ERR_FILE, (Loc){.file = self->file.path}, "run it again",
                 "the file was changed by somebody else meanwhile");
    return NULL;
}

void object_files_let_go(Package *package)
{
    for (size_t i = 0; i < package->read_again.len; i++)
        object_file_let_go(package->read_again.items[i]);
    package->read_again.len = 0;
}
