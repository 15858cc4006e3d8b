-- How far the statement of process $1 is, as far as the server keeps count: stage, how much is done of how much, in what.
-- While it waits for other sessions the stage names the one that it waits for now.
select i.phase
       || coalesce((select pg_catalog.format(': process %s (%s as %s)', a.pid, coalesce(nullif(a.application_name, ''), 'a session'), a.usename)
                    from pg_catalog.pg_stat_activity as a
                    where a.pid = i.current_locker_pid and i.phase like 'waiting%'), ''),
       case when i.phase like 'waiting%' or i.phase like '%sorting%' then null
            when i.tuples_total > 0 then i.tuples_done
            when i.blocks_total > 0 then i.blocks_done end,
       case when i.phase like 'waiting%' or i.phase like '%sorting%' then null
            when i.tuples_total > 0 then i.tuples_total
            when i.blocks_total > 0 then i.blocks_total end,
       case when i.tuples_total > 0 then 'rows' else 'blocks' end
from pg_catalog.pg_stat_progress_create_index as i
where i.pid = $1::integer
union all
select c.phase,
       case when c.heap_blks_total > 0 then c.heap_blks_scanned end,
       case when c.heap_blks_total > 0 then c.heap_blks_total end,
       'blocks'
from pg_catalog.pg_stat_progress_cluster as c
where c.pid = $1::integer
union all
select a.phase,
       case when a.sample_blks_total > 0 then a.sample_blks_scanned end,
       case when a.sample_blks_total > 0 then a.sample_blks_total end,
       'blocks'
from pg_catalog.pg_stat_progress_analyze as a
where a.pid = $1::integer
