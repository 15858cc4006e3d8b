/* Slots: ordered places within a deployment. */
#ifndef ANNEAL_MODEL_SLOT_H
#define ANNEAL_MODEL_SLOT_H

/* In the order in which they run within a phase. A change of structure names no slot in a plan: its
 * phase and operation say which of SLOT_EXPAND, SLOT_KEYS, SLOT_MIGRATE and SLOT_CONTRACT it is in.
 */
typedef enum Slot {
    SLOT_OF_STRUCTURE,
    SLOT_BEFORE,
    SLOT_OBJECTS,
    SLOT_EXPAND,
    SLOT_BETWEEN_TABLES_AND_KEYS,
    SLOT_KEYS,
    SLOT_AFTER_TABLES_SCRIPTS,
    SLOT_AFTER_TABLES_OBJECTS,
    SLOT_TABLE_DATA,
    SLOT_MIGRATE,
    SLOT_CONTRACT,
    SLOT_AFTER,
    SLOT_COUNT
} Slot;

/* As in plan files: "between_tables_and_keys". NULL-terminated, in Slot order. */
extern const char *const slot_names[];

#endif
