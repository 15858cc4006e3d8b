/* Which folders of a template hold scripts, with the slots in which they run. */
#ifndef ANNEAL_PACKAGE_SCRIPT_FOLDERS_H
#define ANNEAL_PACKAGE_SCRIPT_FOLDERS_H

#include "model/slot.h"
#include "package/state.h"

typedef struct SlotFolder {
    Str path;              /* below the package, with a slash at its end: "Templates/Main/Views/" */
    Slot slot;             /* as declared; the dialect may move it: Adapter.before_slot */
    const Condition *gate; /* its ShouldApplyExpression; NULL: it has none */
} SlotFolder;
typedef VEC(SlotFolder) SlotFolders;

/* The folders of ScriptFolders; where that is empty SchemaSmith's own for an engine (E_… bit). */
void pkg_script_folders(Package *package, const TemplateFolder *folder, unsigned engine,
                        SlotFolders *folders);
/* ScriptFolders that can't be followed: outside of the template, twice. */
void pkg_check_script_folders(Package *package, const TemplateFolder *folder, Notes *notes,
                              Errs *errs);
/* The innermost of the folders that holds the file, or NULL; files that are no .sql are in none. */
const SlotFolder *pkg_find_script_folder(const SlotFolders *folders, Str path);
bool pkg_is_sql(Str path);

#endif
