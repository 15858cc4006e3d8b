-- What steps that take something away have left behind.
create table {journal}backups (
    id text primary key,
    product text not null,
    object text not null,
    kind text not null,
    place text not null,
    state text not null,
    contract text,
    deployment bigint not null,
    rows_about bigint,
    created_at timestamptz not null,
    retain_days integer not null,
    statements json,
    finally json,
    uses json
)
