-- Whether any of these relations or their columns has changed since the snapshot $2.  An equal snapshot: nobody has
-- committed anything since.  A 32-bit xmin belongs to this epoch or to the one before.
select case
    when txid_current_snapshot()::text = $2 then false
    else exists (
        select
        from (select c.xmin from pg_class as c where c.oid = any ($1::oid[])
              union all
              select a.xmin from pg_attribute as a where a.attrelid = any ($1::oid[])) as x (xid)
        cross join (select txid_snapshot_xmax(txid_current_snapshot()) as xmax) as now
        cross join lateral (select x.xid::text::bigint as low, now.xmax & 4294967295 as low_now) as l
        where l.low > 2
          and not txid_visible_in_snapshot(
                  now.xmax - l.low_now + l.low - case when l.low > l.low_now then 4294967296 else 0 end,
                  $2::txid_snapshot))
end
