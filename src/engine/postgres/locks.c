/* The lock rules of PostgreSQL: what each operation takes, costs and blocks. */
#include "engine/postgres/pure.h"

#define AE "ACCESS EXCLUSIVE", BLOCKS_ALL
#define SRE "SHARE ROW EXCLUSIVE", BLOCKS_WRITERS
#define S "SHARE", BLOCKS_WRITERS
#define SUE "SHARE UPDATE EXCLUSIVE", BLOCKS_DDL
#define RS "ROW SHARE", BLOCKS_DDL
#define RE "ROW EXCLUSIVE", BLOCKS_DDL
#define AS "ACCESS SHARE", BLOCKS_NOTHING
#define NONE NULL, BLOCKS_NOTHING

/* Observed on servers 12 to 18; each `proof` is a case of
 * tests/unit/engine/postgres/test_lock_proofs.c, which looks again. `related`: the other table of a
 * foreign key, or the owner of a sequence. A rule of some versions only has since and until. */
/* clang-format off */
const LockRule pg_lock_rules[] = {
    /* operation             since until  lock   related  cost           txn   proof */
    { OP_DROP_FOREIGN_KEY,    0, 0,       AE,    AE,      COST_METADATA, true, "lock_drop_foreign_key" },
    { OP_DROP_CHECK,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_check" },
    { OP_DETACH_PARTITION,    0, 140000,  SUE,   AE,      COST_METADATA, true, "lock_detach_partition" },
    { OP_DETACH_PARTITION,    140000, 0,  AE,    AE,      COST_METADATA, true, "lock_detach_partition" },
    { OP_FINISH_DETACH,       0, 0,       AE,    SUE,     COST_METADATA, true, "lock_finish_detach" },
    /* First that of both is SHARE UPDATE EXCLUSIVE; then it waits, without a lock, for all who have
     * the whole; then the part's, whom nobody reaches through the whole any more. */
    { OP_DETACH_ONLINE,       0, 0,       AE,    SUE,     COST_METADATA, false, "lock_detach_online" },
    { OP_DROP_BOUNDS_CHECK,   0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_bounds_check" },
    { OP_NO_INHERIT,          0, 0,       AE,    AS,      COST_METADATA, true, "lock_no_inherit" },
    { OP_RENAME_TABLE,        0, 0,       AE,    AE,      COST_METADATA, true, "lock_rename_table" },
    { OP_MOVE_TABLE,          0, 0,       AE,    AE,      COST_METADATA, true, "lock_move_table" },
    { OP_RENAME_COLUMN,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_rename_column" },
    { OP_RENAME_CONSTRAINT,   0, 0,       AE,    NONE,    COST_METADATA, true, "lock_rename_constraint" },
    { OP_RENAME_INDEX,        0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_rename_index" },
    { OP_RENAME_SEQUENCE,     0, 0,       AE,    NONE,    COST_METADATA, true, "lock_rename_sequence" },
    { OP_RENAME_STATISTICS,   0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_rename_statistics" },
    { OP_RENAME_POLICY,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_rename_policy" },
    { OP_CREATE_SCHEMA,       0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_create_schema" },
    { OP_CREATE_SEQUENCE,     0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_create_sequence" },
    { OP_ALTER_SEQUENCE,      0, 0,       SRE,   NONE,    COST_METADATA, true, "lock_alter_sequence" },
    { OP_CREATE_TABLE,        0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_create_table" },
    { OP_REBUILD_TABLE,       0, 0,       NONE,  NONE,    COST_METADATA, true, NULL }, /* never planned here */
    { OP_REPARTITION,         0, 0,       AE,    AE,      COST_REWRITE,  true, "lock_repartition" },
    { OP_SET_TABLE_OPTIONS,   0, 0,       SUE,   NONE,    COST_METADATA, true, "lock_set_table_options" },
    { OP_SET_LOGGED,          0, 0,       AE,    NONE,   COST_REWRITE,  true, "lock_set_logged" },
    { OP_SET_UNLOGGED,        0, 0,       AE,    NONE,   COST_REWRITE,  true, "lock_set_unlogged" },
    { OP_SET_ACCESS_METHOD,   0, 0,       AE,    NONE,   COST_REWRITE,  true, "lock_set_access_method" },
    { OP_SET_TABLESPACE,      0, 0,       AE,    NONE,   COST_REWRITE,  true, "lock_set_tablespace" },
    { OP_DROP_KEY,            0, 0,       AE,    AE,      COST_METADATA, true, "lock_drop_key" },
    { OP_DROP_EXCLUSION,      0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_exclusion" },
    { OP_DROP_NOT_NULL,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_not_null" },
    { OP_DROP_DEFAULT,        0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_default" },
    { OP_DROP_IDENTITY,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_identity" },
    { OP_DROP_EXPRESSION,     0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_expression" },
    { OP_ADD_COLUMN,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_add_column" },
    { OP_ADD_COLUMN_REWRITE,  0, 0,       AE,    NONE,    COST_REWRITE,  true, "lock_add_column_rewrite" },
    { OP_ADD_REQUIRED_COLUMN, 0, 0,       AE,    NONE,    COST_SCAN,     true, "lock_add_required_column" },
    { OP_FILL_COLUMN,         0, 0,       RE,    NONE,    COST_COPY,     true, "lock_fill_column" },
    { OP_FINISH_COLUMN,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_finish_column" },
    { OP_BEGIN_REWRITE,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_begin_rewrite" },
    { OP_BUILD_SIDE_INDEX,    0, 0,       SUE,   NONE,    COST_BUILD,    false, "lock_build_side_index" },
    { OP_MOVE_FOREIGN_KEY,    0, 0,       SRE,   SRE,     COST_METADATA, true, "lock_move_foreign_key" },
    { OP_ANALYZE_SIDE,        0, 0,       SUE,   NONE,    COST_METADATA, true, "lock_analyze_side" },
    { OP_ALIAS_COLUMN,        0, 0,       AE,    NONE,    COST_METADATA, true, "lock_alias_column" },
    { OP_ALIAS_TABLE,         0, 0,       AS,    NONE,    COST_METADATA, true, "lock_alias_table" },
    { OP_DROP_ALIAS,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_alias" },
    { OP_SWAP_COLUMN,         0, 0,       AE,    NONE,    COST_METADATA, true, "lock_swap_column" },
    { OP_WIDEN_TYPE,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_widen_type" },
    { OP_WIDEN_TYPE_SCAN,     0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_widen_type_scan" },
    { OP_RETYPE_IN_PLACE,     0, 0,       AE,    NONE,    COST_METADATA, true, "lock_retype_in_place" },
    { OP_RETYPE_SCAN,         0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_retype_scan" },
    { OP_CHANGE_TYPE,         0, 0,       AE,    AE,      COST_REWRITE,  true, "lock_change_type" },
    { OP_NARROW_TYPE,         0, 0,       AE,    AE,      COST_REWRITE,  true, "lock_narrow_type" },
    { OP_CHANGE_COLLATION,    0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_change_collation" },
    { OP_RECREATE_COLUMN,     0, 0,       AE,    NONE,    COST_REWRITE,  true, "lock_recreate_column" },
    { OP_SET_DEFAULT,         0, 0,       AE,    NONE,    COST_METADATA, true, "lock_set_default" },
    { OP_SET_NOT_NULL,        0, 0,       AE,    NONE,    COST_SCAN,     true, "lock_set_not_null" },
    { OP_SET_NOT_NULL_PROVEN, 0, 0,       AE,    NONE,    COST_METADATA, true, "lock_set_not_null_proven" },
    { OP_SET_NOT_NULL_LATER, 0, 0,    AE,    NONE,    COST_METADATA, true, "lock_set_not_null_later" },
    { OP_VALIDATE_NOT_NULL,   0, 0,       SUE,   NONE,    COST_SCAN,     true, "lock_validate_not_null" },
    { OP_ALTER_NOT_NULL,      0, 0,       AE,    NONE,    COST_METADATA, true, "lock_alter_not_null" },
    { OP_ADD_IDENTITY,        0, 0,       AE,    NONE,    COST_SCAN,     true, "lock_add_identity" },
    { OP_ALTER_IDENTITY,      0, 0,       AE,    NONE,    COST_METADATA, true, "lock_alter_identity" },
    { OP_OWN_SEQUENCE,        0, 0,       SRE,   AS,      COST_METADATA, true, "lock_own_sequence" },
    { OP_SET_COLUMN_STORAGE,  0, 0,       AE,    NONE,   COST_METADATA, true, "lock_set_column_storage" },
    { OP_SET_COLUMN_OPTIONS,  0, 0,       SUE,   NONE,   COST_METADATA, true, "lock_set_column_options" },
    { OP_ADD_PRIMARY_KEY,     0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_add_primary_key" },
    { OP_ADD_UNIQUE,          0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_add_unique" },
    { OP_REPLACE_KEY,         0, 0,       AE,    AE,      COST_BUILD,    true, "lock_replace_key" },
    { OP_ADOPT_INDEX,         0, 0,       AE,    NONE,    COST_METADATA, true, "lock_adopt_index" },
    { OP_SWAP_KEY,            0, 0,       AE,    AE,      COST_METADATA, true, "lock_swap_key" },
    { OP_CREATE_INDEX,        0, 0,       S,     NONE,    COST_BUILD,    true, "lock_create_index" },
    { OP_CREATE_UNIQUE_INDEX, 0, 0,       S,     NONE,    COST_BUILD,    true, "lock_create_unique_index" },
    { OP_CREATE_INDEX_ONLINE, 0, 0,       SUE,   NONE,    COST_BUILD,    false, "lock_create_index_online" },
    { OP_CREATE_UNIQUE_INDEX_ONLINE, 0, 0, SUE,  NONE,    COST_BUILD,    false, "lock_create_unique_index_online" },
    { OP_CREATE_INDEX_ALONE,  0, 0,       S,     NONE,    COST_METADATA, true, "lock_create_index_alone" },
    { OP_ADD_KEY_ALONE,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_add_key_alone" },
    { OP_ATTACH_INDEX,        0, 0,       AS,    AS,      COST_METADATA, true, "lock_attach_index" },
    { OP_REPLACE_INDEX,       0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_replace_index" },
    { OP_SWAP_PARTS,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_swap_parts" },
    { OP_SWAP_INDEX,          0, 0,       SUE,   NONE,    COST_METADATA, false, "lock_swap_index" },
    { OP_SET_INDEX_OPTIONS,   0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_set_index_options" },
    { OP_MOVE_INDEX,          0, 0,       AE,    NONE,   COST_REWRITE,  true, "lock_move_index" },
    { OP_ADD_EXCLUSION,       0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_add_exclusion" },
    { OP_REPLACE_EXCLUSION,   0, 0,       AE,    NONE,    COST_BUILD,    true, "lock_replace_exclusion" },
    { OP_CREATE_STATISTICS,   0, 0,       SUE,   NONE,    COST_METADATA, true, "lock_create_statistics" },
    { OP_REPLACE_STATISTICS,  0, 0,       SUE,   NONE,    COST_METADATA, true, "lock_replace_statistics" },
    { OP_ALTER_STATISTICS,    0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_alter_statistics" },
    { OP_ADD_CHECK,           0, 0,       AE,    NONE,    COST_SCAN,     true, "lock_add_check" },
    { OP_REPLACE_CHECK,       0, 0,       AE,    NONE,    COST_SCAN,     true, "lock_replace_check" },
    { OP_ADD_CHECK_NOT_VALID, 0, 0,       AE,    NONE,    COST_METADATA, true, "lock_add_check_not_valid" },
    { OP_SWAP_CHECK,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_swap_check" },
    { OP_VALIDATE_CHECK,      0, 0,       SUE,   NONE,    COST_SCAN,     true, "lock_validate_check" },
    { OP_ADD_FOREIGN_KEY,     0, 0,       SRE,   SRE,     COST_SCAN,     true, "lock_add_foreign_key" },
    { OP_REPLACE_FOREIGN_KEY, 0, 0,       AE,    AE,      COST_SCAN,     true, "lock_replace_foreign_key" },
    { OP_ALTER_FOREIGN_KEY,   0, 0,       AE,    NONE,    COST_METADATA, true, "lock_alter_foreign_key" },
    { OP_ADD_FOREIGN_KEY_NOT_VALID, 0, 0, SRE,   SRE,     COST_METADATA, true, "lock_add_foreign_key_not_valid" },
    { OP_ADD_PART_KEYS,       0, 0,       NONE,  SRE,     COST_METADATA, true, "lock_add_part_keys" },
    { OP_VALIDATE_PART_KEY,   0, 0,       NONE,  RS,      COST_SCAN,     true, "lock_validate_part_key" },
    { OP_ADOPT_PART_KEYS,     0, 0,       SRE,   AE,      COST_METADATA, true, "lock_adopt_part_keys" },
    { OP_SWAP_FOREIGN_KEY,    0, 0,       AE,    AE,      COST_METADATA, true, "lock_swap_foreign_key" },
    { OP_VALIDATE_FOREIGN_KEY, 0, 0,      SUE,   RS,      COST_SCAN,     true, "lock_validate_foreign_key" },
    { OP_SET_TABLE_TYPE,      0, 0,       AE,    NONE,    COST_METADATA, true, "lock_set_table_type" },
    { OP_INHERIT,             0, 0,       AE,    SUE,     COST_METADATA, true, "lock_inherit" },
    { OP_OWN_COLUMN,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_own_column" },
    { OP_ATTACH_PARTITION,    0, 0,       AE,    SUE,     COST_SCAN,     true, "lock_attach_partition" },
    { OP_ATTACH_PROVEN,       0, 0,       AE,    SUE,     COST_METADATA, true, "lock_attach_proven" },
    { OP_REPLACE_BOUNDS,      0, 0,       AE,    AE,      COST_SCAN,     true, "lock_replace_bounds" },
    { OP_RENAME_OBJECT,       0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_rename_object" },
    { OP_CREATE_OBJECT,       0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_create_object" },
    { OP_ALTER_OBJECT,        0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_alter_object" },
    { OP_REPLACE_OBJECT,      0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_replace_object" },
    { OP_RECREATE_OBJECT,     0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_recreate_object" },
    { OP_PUBLISH_TABLE,       0, 0,       NONE,  SUE,     COST_METADATA, true, "lock_publish_table" },
    { OP_PUBLISH_UNKEYED,     0, 0,       NONE,  SUE,     COST_METADATA, true, "lock_publish_unkeyed" },
    { OP_REPUBLISH_TABLE,     0, 0,       NONE,  SUE,     COST_METADATA, true, "lock_republish_table" },
    { OP_ALTER_PUBLICATION,   0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_alter_publication" },
    { OP_UNPUBLISH_TABLE,     0, 0,       NONE,  SUE,     COST_METADATA, true, "lock_unpublish_table" },
    { OP_ALTER_SUBSCRIPTION,  0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_alter_subscription" },
    { OP_RECREATE_SUBSCRIPTION, 0, 0,     NONE,  NONE,    COST_METADATA, true, "lock_recreate_subscription" },
    { OP_SET_FOREIGN_OPTIONS, 0, 0,       AE,    NONE,    COST_METADATA, true, "lock_set_foreign_options" },
    { OP_RECREATE_FOREIGN_TABLE, 0, 0,    AE,    NONE,    COST_METADATA, true, "lock_recreate_foreign_table" },
    { OP_RECREATE_TYPE,       0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_recreate_type" },
    { OP_DROP_OLD_VIEW,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_old_view" },
    { OP_DROP_OLD_TYPE,       0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_drop_old_type" },
    { OP_ADD_ENUM_VALUE,      0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_add_enum_value" },
    { OP_RENAME_ENUM_VALUE,   0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_rename_enum_value" },
    { OP_ADD_DOMAIN_CHECK,    0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_add_domain_check" },
    { OP_VALIDATE_DOMAIN_CHECK, 0, 0,     NONE,  S,       COST_SCAN,     true, "lock_validate_domain_check" },
    { OP_SET_DOMAIN_NOT_NULL, 0, 0,       NONE,  S,       COST_SCAN,     true, "lock_set_domain_not_null" },
    { OP_DROP_ATTRIBUTE,      0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_drop_attribute" },
    { OP_CREATE_ROUTINE,      0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_create_routine" },
    { OP_REPLACE_ROUTINE,     0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_replace_routine" },
    { OP_RECREATE_ROUTINE,    0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_recreate_routine" },
    { OP_CREATE_VIEW,         0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_create_view" },
    { OP_REPLACE_VIEW,        0, 0,       AE,    NONE,    COST_METADATA, true, "lock_replace_view" },
    { OP_BUILD_VIEW,          0, 0,       AS,    NONE,    COST_SCAN,     true, "lock_build_view" },
    { OP_RECREATE_VIEW,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_recreate_view" },
    { OP_CREATE_RULE,         0, 0,       AE,    NONE,    COST_METADATA, true, "lock_create_rule" },
    { OP_REPLACE_RULE,        0, 0,       AE,    NONE,    COST_METADATA, true, "lock_replace_rule" },
    { OP_CREATE_TRIGGER,      0, 0,       SRE,   NONE,    COST_METADATA, true, "lock_create_trigger" },
    { OP_REPLACE_TRIGGER,     0, 0,       AE,    NONE,    COST_METADATA, true, "lock_replace_trigger" },
    { OP_ENABLE_TRIGGER,      0, 0,       SRE,   NONE,    COST_METADATA, true, "lock_enable_trigger" },
    { OP_RENAME_DEFINITION,   0, 0,       AE,    NONE,    COST_METADATA, true, "lock_rename_definition" },
    { OP_CREATE_POLICY,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_create_policy" },
    { OP_ALTER_POLICY,        0, 0,       AE,    NONE,    COST_METADATA, true, "lock_alter_policy" },
    { OP_SET_ROW_SECURITY,    0, 0,       AE,    NONE,    COST_METADATA, true, "lock_set_row_security" },
    { OP_SET_OWNER,           0, 0,       AE,    NONE,    COST_METADATA, true, "lock_set_owner" },
    { OP_SET_OBJECT_OWNER,    0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_set_object_owner" },
    { OP_GRANT,               0, 180000,  NONE,  NONE,    COST_METADATA, true, "lock_grant" },
    { OP_GRANT,               180000, 0,  AS,    NONE,    COST_METADATA, true, "lock_grant" },
    { OP_REVOKE,              0, 180000,  NONE,  NONE,    COST_METADATA, true, "lock_revoke" },
    { OP_REVOKE,              180000, 0,  AS,    NONE,    COST_METADATA, true, "lock_revoke" },
    { OP_SET_CLUSTER,         0, 0,       SUE,   NONE,   COST_METADATA, true, "lock_set_cluster" },
    { OP_SET_REPLICA_IDENTITY, 0, 0,       AE,    NONE,   COST_METADATA, true, "lock_set_replica_identity" },
    { OP_COMMENT,             0, 0,       SUE,   NONE,    COST_METADATA, true, "lock_comment" },
    { OP_DROP_OBJECT,         0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_drop_object" },
    { OP_DROP_POLICY,         0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_policy" },
    { OP_DROP_PUBLICATION,    0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_drop_publication" },
    { OP_DROP_SUBSCRIPTION,   0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_drop_subscription" },
    { OP_DROP_FOREIGN_TABLE,  0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_foreign_table" },
    { OP_DROP_TRIGGER,        0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_trigger" },
    { OP_DROP_RULE,           0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_rule" },
    { OP_DROP_VIEW,           0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_view" },
    { OP_DROP_ROUTINE,        0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_drop_routine" },
    { OP_DROP_STATISTICS,     0, 0,       SUE,   NONE,    COST_METADATA, true, "lock_drop_statistics" },
    { OP_DROP_LEFTOVER,       0, 0,       SUE,   NONE,    COST_METADATA, false, "lock_drop_leftover" },
    { OP_DROP_INDEX,          0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_index" },
    { OP_DROP_INDEX_ONLINE,   0, 0,       SUE,   NONE,    COST_METADATA, false, "lock_drop_index_online" },
    { OP_BEGIN_BACKUP,        0, 0,       SRE,   NONE,    COST_METADATA, true, "lock_begin_backup" },
    { OP_COPY_BACKUP,         0, 0,       AS,    NONE,    COST_COPY,     true, "lock_copy_backup" },
    { OP_VERIFY_BACKUP,       0, 0,       AS,    NONE,    COST_SCAN,     true, "lock_verify_backup" },
    { OP_DROP_COLUMN,         0, 0,       AE,    AE,      COST_METADATA, true, "lock_drop_column" },
    { OP_DROP_PARTITION,      0, 0,       NONE,  NONE,    COST_METADATA, true, NULL }, /* never planned here */
    { OP_DROP_HISTORY,        0, 0,       NONE,  NONE,    COST_METADATA, true, NULL }, /* never planned here */
    { OP_DROP_TABLE,          0, 0,       AE,    AE,      COST_METADATA, true, "lock_drop_table" },
    { OP_DROP_SEQUENCE,       0, 0,       AE,    NONE,    COST_METADATA, true, "lock_drop_sequence" },
    { OP_DROP_SCHEMA,         0, 0,       NONE,  NONE,    COST_METADATA, true, "lock_drop_schema" },
    { OP_BACKFILL,            0, 0,       RE,    NONE,    COST_COPY,     true, "lock_backfill" },
    { OP_RUN_SCRIPTS,         0, 0,       NONE,  NONE,    COST_METADATA, true, NULL },
    { OP_RUN_HOOK,            0, 0,       NONE,  NONE,    COST_METADATA, true, NULL },
    { OP_CHECK_ANSWER,        0, 0,       NONE,  NONE,    COST_METADATA, true, NULL },
    { OP_WAIT_UNTIL,          0, 0,       NONE,  NONE,    COST_METADATA, true, NULL },
};
/* clang-format on */

const size_t pg_lock_rule_count = sizeof pg_lock_rules / sizeof *pg_lock_rules;

const LockRule *pg_lock_rule(Op op, int version)
{
    for (size_t i = 0; i < pg_lock_rule_count; i++) {
        const LockRule *rule = &pg_lock_rules[i];
        if (rule->op == op && (rule->since == 0 || version >= rule->since) &&
            (rule->until == 0 || version < rule->until))
            return rule;
    }
    return &pg_lock_rules[0]; /* not reached: a unit test finds a row for each operation */
}

static const char *words_of_blocks(Blocks blocks)
{
    switch (blocks) {
    case BLOCKS_NOTHING:
        return "nothing";
    case BLOCKS_DDL:
        return "DDL, VACUUM";
    case BLOCKS_WRITERS:
        return "writes";
    case BLOCKS_ALL:
        return "reads and writes";
    }
    return "";
}

static const char *words_of_cost(Cost cost)
{
    switch (cost) {
    case COST_METADATA:
        return "catalog";
    case COST_SCAN:
        return "scan";
    case COST_BUILD:
        return "index build";
    case COST_REWRITE:
        return "rewrite";
    case COST_COPY:
        return "copy";
    }
    return "";
}

static void write_mode(Sb *sb, const char *mode, Blocks blocks)
{
    if (mode == NULL)
        sb_puts(sb, "- | ");
    else
        sb_printf(sb, "%s (%s) | ", mode, words_of_blocks(blocks));
}

static void write_version(Sb *sb, int version)
{
    if (version > 0)
        sb_printf(sb, "%d", version / 10000);
    sb_puts(sb, " | ");
}

void pg_locks_write(Sb *sb)
{
    sb_puts(sb,
            "# Locks: PostgreSQL\n\n"
            "What each operation locks on its relation, what that stops, and what is done under "
            "the lock. Made from the\ntable in `src/engine/postgres/locks.c` by "
            "`tests/unit/engine/postgres/test_locks.c` (run it with `ANNEAL_UPDATE=1` to\nwrite "
            "this page anew). Each row is observed on a server by the case of "
            "`tests/unit/engine/postgres/test_lock_proofs.c` that it names.\n\n"
            "- *other*: the other table of a foreign key; of a sequence, the table that owns it.\n"
            "- Locks last until the end of the transaction.\n"
            "- An operation on an index or sequence also locks that; no query of an application "
            "waits for it alone.\n"
            "- A change of type takes the lock of *other* only where a foreign key is on the "
            "column.\n\n"
            "| operation | since | until | lock | other | work | in a transaction | proof |\n"
            "| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < pg_lock_rule_count; i++) {
        const LockRule *rule = &pg_lock_rules[i];
        sb_printf(sb, "| %s | ", op_words(rule->op));
        write_version(sb, rule->since);
        write_version(sb, rule->until);
        write_mode(sb, rule->mode, rule->blocks);
        write_mode(sb, rule->related_mode, rule->related_blocks);
        sb_printf(sb, "%s | %s | %s |\n", words_of_cost(rule->cost),
                  rule->in_transaction ? "yes" : "no",
                  rule->proof == NULL ? "never planned" : rule->proof);
    }
}
