do $anneal_empty$
-- Nothing is kept of what holds nothing. That it still holds nothing is looked at where nobody can write into it any more, by the size
-- of its files: row security hides nothing of that.
declare
    emptied regclass := {relation};
begin
    execute pg_catalog.format('lock table %s in access exclusive mode', emptied);
    if exists (with recursive tree as (
                   select emptied::oid as oid
                   union
                   select i.inhrelid from tree as t join pg_catalog.pg_inherits as i on i.inhparent = t.oid)
               select from tree where pg_catalog.pg_relation_size(tree.oid) > 0) then
        raise exception using errcode = '55000', message = pg_catalog.format('rows have come into %s, which was empty', emptied),
                              hint = 'deploy again: a new plan keeps them';
    end if;
end
$anneal_empty$
