/* Operations: what a step does, in words that every engine shares. The rule tables (locks, phases)
 * have a row for each. */
#ifndef ANNEAL_MODEL_OP_H
#define ANNEAL_MODEL_OP_H

/* enumerator, stable name in plan files, words for people. Order is creation order: the rank that
 * breaks ties within a phase (plan/graph). Renames come first, and every other piece of a renamed
 * relation, or on a renamed column, uses the new name: plan makes it wait for the rename. The last
 * ones change no structure: they are tasks (PlanInput.tasks), no recipe makes them. OP_…_OBJECT: of
 * kinds whose statements lock no relation; what is meant is said by the object. */
#define OPS(X) \
    X(OP_RENAME_TABLE, "rename_table", "rename table") \
    X(OP_MOVE_TABLE, "move_table", "move table to another schema") \
    X(OP_RENAME_COLUMN, "rename_column", "rename column") \
    X(OP_RENAME_CONSTRAINT, "rename_constraint", "rename constraint") \
    X(OP_RENAME_INDEX, "rename_index", "rename index") \
    X(OP_RENAME_SEQUENCE, "rename_sequence", "rename sequence") \
    X(OP_RENAME_STATISTICS, "rename_statistics", "rename statistics") \
    X(OP_RENAME_POLICY, "rename_policy", "rename policy") \
    X(OP_DROP_FOREIGN_KEY, "drop_foreign_key", "drop foreign key") \
    X(OP_DROP_CHECK, "drop_check", "drop check constraint") \
    X(OP_DETACH_PARTITION, "detach_partition", "detach partition") \
    X(OP_FINISH_DETACH, "finish_detach", "finish detaching partition") \
    X(OP_DETACH_ONLINE, "detach_online", "detach partition concurrently") \
    X(OP_DROP_BOUNDS_CHECK, "drop_bounds_check", "drop check of the bounds that were") \
    X(OP_NO_INHERIT, "no_inherit", "end inheritance") \
    X(OP_CREATE_SCHEMA, "create_schema", "create schema") \
    X(OP_CREATE_SEQUENCE, "create_sequence", "create sequence") \
    X(OP_ALTER_SEQUENCE, "alter_sequence", "alter sequence") \
    X(OP_CREATE_TABLE, "create_table", "create table") \
    X(OP_REBUILD_TABLE, "rebuild_table", "rebuild table") \
    X(OP_REPARTITION, "repartition", "create table anew, with its rows") \
    X(OP_SET_TABLE_OPTIONS, "set_table_options", "set table options") \
    X(OP_SET_LOGGED, "set_logged", "make logged") \
    X(OP_SET_UNLOGGED, "set_unlogged", "make unlogged") \
    X(OP_SET_ACCESS_METHOD, "set_access_method", "set access method") \
    X(OP_SET_TABLESPACE, "set_tablespace", "set tablespace") \
    X(OP_DROP_KEY, "drop_key", "drop primary key or unique constraint") \
    X(OP_DROP_EXCLUSION, "drop_exclusion", "drop exclusion constraint") \
    X(OP_DROP_NOT_NULL, "drop_not_null", "allow NULL") \
    X(OP_DROP_DEFAULT, "drop_default", "drop default") \
    X(OP_DROP_IDENTITY, "drop_identity", "drop identity") \
    X(OP_DROP_EXPRESSION, "drop_expression", "keep generated values as plain ones") \
    X(OP_ADD_COLUMN, "add_column", "add column") \
    X(OP_ADD_COLUMN_REWRITE, "add_column_rewrite", "add column, writing every row") \
    X(OP_ADD_REQUIRED_COLUMN, "add_required_column", "add column that inserts must give") \
    X(OP_FILL_COLUMN, "fill_column", "fill new column in batches") \
    X(OP_FINISH_COLUMN, "finish_column", "finish new column") \
    X(OP_BEGIN_REWRITE, "begin_rewrite", "add new side of column") \
    X(OP_BUILD_SIDE_INDEX, "build_side_index", "build index on new side of column") \
    X(OP_MOVE_FOREIGN_KEY, "move_foreign_key", "add foreign key of new side of column") \
    X(OP_ANALYZE_SIDE, "analyze_side", "gather statistics of new side of column") \
    X(OP_ALIAS_COLUMN, "alias_column", "let column be used by its new name") \
    X(OP_ALIAS_TABLE, "alias_table", "let table be used by its new name") \
    X(OP_DROP_ALIAS, "drop_alias", "take back new name of column") \
    X(OP_SWAP_COLUMN, "swap_column", "put new side of column in its place") \
    X(OP_WIDEN_TYPE, "widen_type", "widen type in place") \
    X(OP_WIDEN_TYPE_SCAN, "widen_type_scan", "widen type in place, reading every row") \
    X(OP_RETYPE_IN_PLACE, "retype_in_place", "change type in place") \
    X(OP_RETYPE_SCAN, "retype_scan", "change type in place, building indexes anew") \
    X(OP_CHANGE_TYPE, "change_type", "change type") \
    X(OP_NARROW_TYPE, "narrow_type", "narrow type") \
    X(OP_CHANGE_COLLATION, "change_collation", "change collation") \
    X(OP_RECREATE_COLUMN, "recreate_column", "drop and add generated column") \
    X(OP_SET_DEFAULT, "set_default", "set default") \
    X(OP_SET_NOT_NULL, "set_not_null", "forbid NULL") \
    X(OP_SET_NOT_NULL_PROVEN, "set_not_null_proven", "forbid NULL, as a check has proven") \
    X(OP_SET_NOT_NULL_LATER, "set_not_null_later", "forbid NULL in new rows") \
    X(OP_VALIDATE_NOT_NULL, "validate_not_null", "validate NOT NULL") \
    X(OP_ALTER_NOT_NULL, "alter_not_null", "alter NOT NULL in place") \
    X(OP_ADD_IDENTITY, "add_identity", "add identity") \
    X(OP_ALTER_IDENTITY, "alter_identity", "alter identity") \
    X(OP_OWN_SEQUENCE, "own_sequence", "attach sequence to column") \
    X(OP_SET_COLUMN_STORAGE, "set_column_storage", "set storage of column") \
    X(OP_SET_COLUMN_OPTIONS, "set_column_options", "set options of column") \
    X(OP_ADD_PRIMARY_KEY, "add_primary_key", "add primary key") \
    X(OP_ADD_UNIQUE, "add_unique", "add unique constraint") \
    X(OP_REPLACE_KEY, "replace_key", "replace primary key or unique constraint") \
    X(OP_ADOPT_INDEX, "adopt_index", "make index a constraint") \
    X(OP_SWAP_KEY, "swap_key", "put new key in place of old one") \
    X(OP_CREATE_INDEX, "create_index", "create index") \
    X(OP_CREATE_UNIQUE_INDEX, "create_unique_index", "create unique index") \
    X(OP_CREATE_INDEX_ONLINE, "create_index_online", "create index concurrently") \
    X(OP_CREATE_UNIQUE_INDEX_ONLINE, "create_unique_index_online", \
      "create unique index concurrently") \
    X(OP_CREATE_INDEX_ALONE, "create_index_alone", \
      "create index of partitioned table, without its parts") \
    X(OP_ADD_KEY_ALONE, "add_key_alone", "add key of partitioned table, without its parts") \
    X(OP_ATTACH_INDEX, "attach_index", "attach part to index") \
    X(OP_REPLACE_INDEX, "replace_index", "replace index") \
    X(OP_SWAP_PARTS, "swap_parts", "put new index with its parts in place of old one") \
    X(OP_SWAP_INDEX, "swap_index", "put new index in place of old one") \
    X(OP_SET_INDEX_OPTIONS, "set_index_options", "set index options") \
    X(OP_MOVE_INDEX, "move_index", "set tablespace of index") \
    X(OP_ADD_EXCLUSION, "add_exclusion", "add exclusion constraint") \
    X(OP_REPLACE_EXCLUSION, "replace_exclusion", "replace exclusion constraint") \
    X(OP_CREATE_STATISTICS, "create_statistics", "create statistics") \
    X(OP_REPLACE_STATISTICS, "replace_statistics", "replace statistics") \
    X(OP_ALTER_STATISTICS, "alter_statistics", "change statistics") \
    X(OP_ADD_CHECK, "add_check", "add check constraint") \
    X(OP_REPLACE_CHECK, "replace_check", "replace check constraint") \
    X(OP_ADD_CHECK_NOT_VALID, "add_check_not_valid", "add unvalidated check constraint") \
    X(OP_VALIDATE_CHECK, "validate_check", "validate check constraint") \
    X(OP_SWAP_CHECK, "swap_check", "swap in check constraint") \
    X(OP_ADD_FOREIGN_KEY, "add_foreign_key", "add foreign key") \
    X(OP_REPLACE_FOREIGN_KEY, "replace_foreign_key", "replace foreign key") \
    X(OP_ALTER_FOREIGN_KEY, "alter_foreign_key", "alter foreign key in place") \
    X(OP_ADD_FOREIGN_KEY_NOT_VALID, "add_foreign_key_not_valid", "add unvalidated foreign key") \
    X(OP_ADD_PART_KEYS, "add_part_keys", "add unvalidated foreign key to partitions") \
    X(OP_VALIDATE_PART_KEY, "validate_part_key", "validate foreign key of a partition") \
    X(OP_ADOPT_PART_KEYS, "adopt_part_keys", "add foreign key over those of partitions") \
    X(OP_VALIDATE_FOREIGN_KEY, "validate_foreign_key", "validate foreign key") \
    X(OP_SWAP_FOREIGN_KEY, "swap_foreign_key", "swap in foreign key") \
    X(OP_SET_TABLE_TYPE, "set_table_type", "set or end the type of a table") \
    X(OP_INHERIT, "inherit", "inherit from table") \
    X(OP_OWN_COLUMN, "own_column", "make inherited column its own, too") \
    X(OP_ATTACH_PARTITION, "attach_partition", "attach partition") \
    X(OP_ATTACH_PROVEN, "attach_proven", "attach partition, as a check has proven") \
    X(OP_REPLACE_BOUNDS, "replace_bounds", "change bounds of partitions") \
    X(OP_RENAME_OBJECT, "rename_object", "rename") \
    X(OP_CREATE_OBJECT, "create_object", "create") \
    X(OP_ALTER_OBJECT, "alter_object", "alter") \
    X(OP_REPLACE_OBJECT, "replace_object", "replace") \
    X(OP_RECREATE_OBJECT, "recreate_object", "drop and create") \
    X(OP_PUBLISH_TABLE, "publish_table", "publish table") \
    X(OP_PUBLISH_UNKEYED, "publish_unkeyed", "publish table without replica identity") \
    X(OP_REPUBLISH_TABLE, "republish_table", "publish other rows or columns of table") \
    X(OP_ALTER_PUBLICATION, "alter_publication", "alter publication") \
    X(OP_UNPUBLISH_TABLE, "unpublish_table", "publish table no more") \
    X(OP_ALTER_SUBSCRIPTION, "alter_subscription", "alter subscription") \
    X(OP_RECREATE_SUBSCRIPTION, "recreate_subscription", "drop and create subscription") \
    X(OP_SET_FOREIGN_OPTIONS, "set_foreign_options", "set options of foreign table") \
    X(OP_RECREATE_FOREIGN_TABLE, "recreate_foreign_table", "drop and create foreign table") \
    X(OP_RECREATE_TYPE, "recreate_type", "put new type in place of old one") \
    X(OP_ADD_ENUM_VALUE, "add_enum_value", "add enum value") \
    X(OP_RENAME_ENUM_VALUE, "rename_enum_value", "rename enum value") \
    X(OP_ADD_DOMAIN_CHECK, "add_domain_check", "add check to domain") \
    X(OP_VALIDATE_DOMAIN_CHECK, "validate_domain_check", "validate check of domain") \
    X(OP_SET_DOMAIN_NOT_NULL, "set_domain_not_null", "forbid NULL in domain") \
    X(OP_DROP_ATTRIBUTE, "drop_attribute", "drop attribute") \
    X(OP_CREATE_ROUTINE, "create_routine", "create routine") \
    X(OP_REPLACE_ROUTINE, "replace_routine", "replace routine") \
    X(OP_RECREATE_ROUTINE, "recreate_routine", "drop and create routine") \
    X(OP_CREATE_VIEW, "create_view", "create view") \
    X(OP_REPLACE_VIEW, "replace_view", "replace view") \
    X(OP_BUILD_VIEW, "build_view", "make new materialized view beside old one") \
    X(OP_RECREATE_VIEW, "recreate_view", "drop and create view") \
    X(OP_CREATE_RULE, "create_rule", "create rule") \
    X(OP_REPLACE_RULE, "replace_rule", "replace rule") \
    X(OP_CREATE_TRIGGER, "create_trigger", "create trigger") \
    X(OP_REPLACE_TRIGGER, "replace_trigger", "replace trigger") \
    X(OP_ENABLE_TRIGGER, "enable_trigger", "enable or disable trigger") \
    X(OP_RENAME_DEFINITION, "rename_definition", "rename view or routine") \
    X(OP_CREATE_POLICY, "create_policy", "create policy") \
    X(OP_ALTER_POLICY, "alter_policy", "change policy") \
    X(OP_SET_ROW_SECURITY, "set_row_security", "set row level security") \
    X(OP_SET_OWNER, "set_owner", "set owner") \
    X(OP_SET_OBJECT_OWNER, "set_object_owner", "set owner of schema or routine") \
    X(OP_GRANT, "grant", "grant rights") \
    X(OP_SET_CLUSTER, "set_cluster", "set index for CLUSTER") \
    X(OP_SET_REPLICA_IDENTITY, "set_replica_identity", "set replica identity") \
    X(OP_COMMENT, "comment", "set comment") \
    X(OP_REVOKE, "revoke", "revoke rights") \
    X(OP_DROP_OBJECT, "drop_object", "drop") \
    X(OP_DROP_POLICY, "drop_policy", "drop policy") \
    X(OP_DROP_PUBLICATION, "drop_publication", "drop publication") \
    X(OP_DROP_SUBSCRIPTION, "drop_subscription", "drop subscription") \
    X(OP_DROP_FOREIGN_TABLE, "drop_foreign_table", "drop foreign table") \
    X(OP_DROP_OLD_VIEW, "drop_old_view", "remove leftover materialized view") \
    X(OP_DROP_OLD_TYPE, "drop_old_type", "drop replaced type") \
    X(OP_DROP_TRIGGER, "drop_trigger", "drop trigger") \
    X(OP_DROP_RULE, "drop_rule", "drop rule") \
    X(OP_DROP_VIEW, "drop_view", "drop view") \
    X(OP_DROP_ROUTINE, "drop_routine", "drop routine") \
    X(OP_DROP_STATISTICS, "drop_statistics", "drop statistics") \
    X(OP_DROP_LEFTOVER, "drop_leftover", "remove leftover index") \
    X(OP_DROP_INDEX, "drop_index", "drop index") \
    X(OP_DROP_INDEX_ONLINE, "drop_index_online", "drop index concurrently") \
    X(OP_BEGIN_BACKUP, "begin_backup", "begin to keep values") \
    X(OP_COPY_BACKUP, "copy_backup", "copy values to keep") \
    X(OP_VERIFY_BACKUP, "verify_backup", "verify kept values") \
    X(OP_DROP_COLUMN, "drop_column", "drop column") \
    X(OP_DROP_PARTITION, "drop_partition", "drop partition") \
    X(OP_DROP_HISTORY, "drop_history", "end the history of rows") \
    X(OP_DROP_TABLE, "drop_table", "drop table") \
    X(OP_DROP_SEQUENCE, "drop_sequence", "drop sequence") \
    X(OP_DROP_SCHEMA, "drop_schema", "drop schema") \
    X(OP_BACKFILL, "backfill", "backfill") \
    X(OP_RUN_SCRIPTS, "run_scripts", "run") \
    X(OP_RUN_HOOK, "run_hook", "run hook") \
    X(OP_CHECK_ANSWER, "check_answer", "check") \
    X(OP_WAIT_UNTIL, "wait_until", "wait until")

typedef enum Op {
#define X(op, name, words) op,
    OPS(X)
#undef X
        OP_COUNT
} Op;

const char *op_name(Op op);  /* "rename_table": static, as in plan files */
const char *op_words(Op op); /* "rename table": static, for people */
/* For F_ENUM fields; NULL-terminated, in Op order. */
extern const char *const op_names[];

#endif
