-- Texts of definitions that the server has been asked about.
create table {journal}spellings (
    product text not null,
    object text not null,
    source text not null,
    live text not null,
    primary key (product, object)
)
