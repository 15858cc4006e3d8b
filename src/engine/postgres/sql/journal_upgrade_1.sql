-- The journal's tables.  Each has a primary key: where a publication takes all tables, one without refuses UPDATE.
do $schema$
begin
    if not exists (select from pg_catalog.pg_namespace where nspname = '{name}') then
        create schema {name};
    end if;
end
$schema$

create table {journal}journal (
    id integer primary key check (id = 1),
    version integer not null,
    tool text not null,
    changed_at timestamptz not null
)

comment on table {journal}journal is 'anneal journal: what anneal did to this database'

create table {journal}lease (
    id integer primary key check (id = 1),
    number bigint not null,
    taken_at timestamptz not null
)

insert into {journal}lease (id, number, taken_at) values (1, 0, pg_catalog.clock_timestamp())

create table {journal}deployments (
    id bigint primary key,
    product text not null,
    plan_hash text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text not null,
    error text,
    who text,
    host text,
    origin text,
    revision text,
    tool text not null,
    server text,
    phases json,
    steps integer,
    done integer,
    skipped integer,
    held integer,
    waiting integer
)

create table {journal}steps (
    deployment bigint not null,
    position integer not null,
    id text not null,
    phase text not null,
    kind text not null,
    operation text not null,
    object text,
    relation text,
    state text not null,
    attempts integer,
    waited_ms bigint,
    took_ms bigint,
    rows bigint,
    error text,
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (deployment, position)
)

create table {journal}scripts (
    product text not null,
    path text not null,
    hash text not null,
    state text not null,
    statements_done bigint,
    deployment bigint,
    error text,
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (product, path)
)

create table {journal}loops (
    id text primary key,
    object text,
    key json,
    stubborn json,
    rows_done bigint,
    batch_rows bigint,
    rows_total bigint,
    is_finished boolean not null,
    deployment bigint,
    started_at timestamptz not null,
    updated_at timestamptz not null
) with (fillfactor = 50)

create table {journal}objects (
    deployment bigint not null,
    object text not null,
    before text,
    after text,
    record json,
    is_finished boolean not null,
    primary key (deployment, object)
)

create table {journal}recipes (
    id text primary key,
    object text not null,
    state text not null,
    artefacts json,
    deployment bigint,
    started_at timestamptz not null,
    updated_at timestamptz not null
)

create table {journal}pause (
    id integer primary key check (id = 1),
    since timestamptz not null,
    who text,
    why text
)
