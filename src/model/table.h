/* The objects of a database's schema. */
#ifndef ANNEAL_MODEL_TABLE_H
#define ANNEAL_MODEL_TABLE_H

#include "model/field.h"
#include "model/key_list.h"

/* A thing at the top of a model: the first member of Schema, Sequence, Table. Sparse on all:
 * FIELD_OLD_NAME, FIELD_COMMENT, FIELD_PLATFORMS, FIELD_PHASE (0: none, else Phase plus one), … */
typedef struct Object {
    Record rec;
    Str schema; /* absent: none, or an engine without schemas */
    Str name;
    Str owner; /* role; live: always, where the server has owners; desired: where declared */
    Str written_schema; /* desired only: as its file says it; absent: it doesn't */
    bool is_implied;    /* declared by nothing but its use, such as a schema that a table names */
    /* Nobody compares them here: left out of its fingerprint. */
    bool ignores_grants, ignores_owner;
} Object;

typedef struct Schema {
    Object obj;
} Schema;

/* All options are sparse: absent means the server's default. FIELD_SEQUENCE_* */
typedef struct Sequence {
    Object obj;
} Sequence;

/* Sparse: FIELD_COLUMN_* (FIELD_COLUMN_GENERATED: "STORED", "VIRTUAL" or an identity clause),
 * FIELD_CHARACTER_SET, FIELD_INHERITED, FIELD_COMMENT, FIELD_OLD_NAME, FIELD_PLATFORMS. */
typedef struct Column {
    Record rec;
    Str name;
    Str type;
    Str dflt; /* expression, absent: none */
    bool is_nullable;
    bool is_given; /* exactly what a parent table gives: files leave it out */
} Column;

/* An index, a unique constraint or a primary key. Sparse: FIELD_INDEX_*, FIELD_DEFERRABLE,
 * FIELD_INITIALLY_DEFERRED, FIELD_STORAGE_PARAMETERS, FIELD_COMMENT, … */
typedef struct Index {
    Record rec;
    Str name; /* absent: the server names it; matched by content */
    KeyParts keys;
    StrVec include;
    Str predicate;
    bool is_primary;    /* implies unique */
    bool is_constraint; /* a unique constraint; implies unique */
    bool is_unique;
    bool is_given; /* of a partition: exactly what its parent's index gives */
} Index;

typedef enum FkAction {
    FK_NO_ACTION,
    FK_RESTRICT,
    FK_CASCADE,
    FK_SET_NULL,
    FK_SET_DEFAULT
} FkAction;

/* Sparse: FIELD_FK_MATCH, FIELD_FK_DELETE_COLUMNS, FIELD_DEFERRABLE, FIELD_INITIALLY_DEFERRED. */
typedef struct ForeignKey {
    Record rec;
    Str name;
    StrVec columns;
    Str related_schema;
    Str related_table;
    StrVec related_columns; /* empty: the related table's primary key */
    int on_delete;          /* FkAction */
    int on_update;
} ForeignKey;

/* Sparse: FIELD_CHECK_NO_INHERIT, FIELD_INHERITED. */
typedef struct Check {
    Record rec;
    Str name;
    Str expression; /* without CHECK and its parentheses */
    bool is_given;  /* exactly what a parent table gives */
} Check;

typedef enum PolicyCommand {
    POLICY_ALL,
    POLICY_SELECT,
    POLICY_INSERT,
    POLICY_UPDATE,
    POLICY_DELETE
} PolicyCommand;

/* One column or expression of an exclusion constraint. */
typedef struct ExcludeElement {
    Record rec;
    KeyParts key; /* one part */
    Str op;       /* `&&`, `OPERATOR(s.=)` */
} ExcludeElement;
typedef VEC(ExcludeElement *) ExcludeElementVec;

/* Sparse: FIELD_INDEX_METHOD, FIELD_DEFERRABLE, FIELD_INITIALLY_DEFERRED,
 * FIELD_STORAGE_PARAMETERS. */
typedef struct Exclusion {
    Record rec;
    Str name;
    ExcludeElementVec elements;
    StrVec include;
    Str predicate;
} Exclusion;

/* Extended statistics. Sparse: FIELD_STATISTICS_KINDS, FIELD_STATISTICS_TARGET. */
typedef struct Statistics {
    Record rec;
    Str name;
    Str schema;    /* absent: the table's */
    KeyParts keys; /* columns by name, then expressions */
} Statistics;

/* A policy of row level security. Sparse: FIELD_POLICY_ROLES. */
typedef struct RowPolicy {
    Record rec;
    Str name;
    Str using_expression; /* rows that are seen; absent: none is said */
    Str check_expression; /* rows that may come to be; absent: as using_expression */
    int command;          /* PolicyCommand */
    int is_restrictive;   /* F_ENUM: 0 permissive, 1 restrictive */
} RowPolicy;

/* One part of a table that is partitioned in itself, as on MySQL. Sparse: FIELD_COMMENT,
 * FIELD_DATA_DIRECTORY, FIELD_PARTITION_SUBS. */
typedef struct Partition {
    Record rec;
    Str name;
    Str values; /* `LESS THAN (…)`, `IN (…)`, `HISTORY`, `CURRENT`; absent: as its method deals */
} Partition;
typedef VEC(Partition *) PartitionVec;

/* FIELD_TABLE_PARTITIONING of such a table. */
typedef struct Partitioning {
    Record rec;
    Str method;     /* `RANGE`, `LIST COLUMNS`, `LINEAR HASH`, `SYSTEM_TIME`, … */
    Str expression; /* without its parentheses; columns as a list; of SYSTEM_TIME its options */
    OptInt count;   /* of partitions that the server names; absent where they are listed */
    Str sub_method; /* absent: without sub-partitions */
    Str sub_expression;
    OptInt sub_count;        /* in each partition */
    PartitionVec partitions; /* in their order */
} Partitioning;

/* A pair of columns between which a row is valid (MariaDB). */
typedef struct Period {
    Record rec;
    Str name;
    Str start_column, end_column;
} Period;

/* SQL Server's indexes of XML, and of words. */
typedef struct XmlIndex {
    Record rec;
    Str name;
    bool is_primary;
    Str column, primary_index;
    int secondary_kind;
} XmlIndex;

typedef struct MsFullText {
    Record rec;
    Str catalog, key_index;
    int change_tracking;
    Str stop_list, columns;
} MsFullText;

/* SchemaSmith's way of listing an index with IndexType FULLTEXT, which settle makes of it. */
typedef struct FullTextIndex {
    Record rec;
    Str name;
    KeyParts keys;
} FullTextIndex;

typedef VEC(Column *) ColumnVec;
typedef VEC(Index *) IndexVec;
typedef VEC(ForeignKey *) ForeignKeyVec;
typedef VEC(Check *) CheckVec;
typedef VEC(RowPolicy *) PolicyVec;
typedef VEC(Exclusion *) ExclusionVec;
typedef VEC(Statistics *) StatisticsVec;

/* Sparse: FIELD_TABLE_*, FIELD_STORAGE_PARAMETERS, … A table with parents
 * (FIELD_TABLE_PARTITION_OF, _INHERITS) holds what it gets from them, too: all its columns, and of
 * checks and, a partition, of indexes those that come from a parent. */
typedef struct Table {
    Object obj;
    ColumnVec columns; /* in the server's or the file's order */
    IndexVec indexes;
    CheckVec checks;
    ForeignKeyVec foreign_keys;
    ExclusionVec exclusions;
    StatisticsVec statistics;
    PolicyVec policies;
    /* Live only: names of indexes of it that a build which was cut off left behind, and that nobody
     * is building: to be finished or removed. Not compared. */
    StrVec leftovers;
    StrVec built; /* of those: what is whole */
    /* Live only: what of its definition the engine could not read, in words; NULL: nothing. Such a
     * table must not be rebuilt from its record. Not compared. */
    const char *unread;
} Table;

/* Keys of which a record must have at least one; NULL-terminated, the usual one first. NULL: none.
 */
const char *const *record_type_one_of(const RecordType *type);

extern const RecordType schema_type, sequence_type, table_type;
extern const RecordType column_type, index_type, foreign_key_type, check_type, policy_type;
extern const RecordType exclusion_type, exclude_element_type, statistics_type;
extern const RecordType partitioning_type, partition_type, period_type, full_text_index_type,
    xml_index_type, ms_full_text_type;

/* The types of objects (not of their parts), in RecordKind order; NULL-terminated. */
extern const RecordType *const object_types[];
/* Whether objects of this type live in a schema: its table has the field. Schemas themselves and
 * what belongs to the whole database, such as an extension, don't. */
bool type_has_schema(const RecordType *type);

Column *table_column(const Table *table, Str name); /* exact; NULL */
Check *table_check(const Table *table, Str name);   /* exact; NULL */
Index *table_index(const Table *table, Str name);   /* exact; NULL */
/* Removes what a parent gives exactly (is_given): what is left is what a file says. */
void table_drop_given(Table *table);
Index *table_primary_key(const Table *table); /* NULL */
/* Whether an index is unique for whatever reason. */
bool index_is_unique(const Index *index);
/* Whether it is a constraint (primary key or unique constraint), not a plain index. */
bool index_is_constraint(const Index *index);
/* FIELD_TABLE_PARTITIONING; NULL: not partitioned in itself. */
Partitioning *table_partitioning(const Table *table);
/* Whether its rows are on a foreign server. */
bool table_is_foreign(const Table *table);
/* Live only: whether work on a table or view was cut off that is to be finished or removed. */
bool record_has_leftovers(const Record *rec);

#endif
