-- Whether the columns of a view ($1, quoted name) are the first ones of another ($2): then that one can replace it.
select not exists (
    select from pg_attribute as a
    left join pg_attribute as b on b.attrelid = to_regclass($2) and b.attnum = a.attnum
    where a.attrelid = to_regclass($1) and a.attnum > 0
      and (b.attname is distinct from a.attname or b.atttypid is distinct from a.atttypid
           or b.atttypmod is distinct from a.atttypmod or b.attcollation is distinct from a.attcollation))
