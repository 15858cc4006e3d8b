-- What may get in a deployment's way, or what it may get in the way of: transactions of this database that are older than $1
-- seconds, prepared ones, replication slots that hold back more than $2 bytes, replicas that lag by as much.
(select 'transaction' as kind,
        coalesce(nullif(a.application_name, ''), 'a session') as name,
        a.usename::text as who,
        a.pid::bigint as number,
        pg_catalog.floor(extract(epoch from pg_catalog.clock_timestamp() - a.xact_start))::bigint as amount
 from pg_catalog.pg_stat_activity as a
 where a.datname = pg_catalog.current_database()
   and a.pid <> pg_catalog.pg_backend_pid()
   and a.backend_type = 'client backend'
   and a.xact_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => $1::integer)
 order by a.xact_start
 limit 3)
union all
(select 'prepared', p.gid, p.owner::text, null,
        pg_catalog.floor(extract(epoch from pg_catalog.clock_timestamp() - p.prepared))::bigint
 from pg_catalog.pg_prepared_xacts as p
 where p.database = pg_catalog.current_database()
 order by p.prepared
 limit 3)
union all
(select case when s.active then 'slot' else 'idle slot' end, s.slot_name::text, null, null,
        pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn)::bigint
 from pg_catalog.pg_replication_slots as s
 where not s.temporary
   and pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn) > $2::bigint
 order by s.slot_name
 limit 3)
union all
-- What only archives replays nothing.
(select 'replica', coalesce(nullif(r.application_name, ''), 'a replica'), null, null,
        pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), coalesce(r.replay_lsn, r.write_lsn))::bigint
 from pg_catalog.pg_stat_replication as r
 where pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), coalesce(r.replay_lsn, r.write_lsn)) > $2::bigint
 order by r.pid
 limit 3)
union all
(select 'unseen replica', null, null, null, pg_catalog.count(*)
 from pg_catalog.pg_stat_replication as r
 where r.state is null
 having pg_catalog.count(*) > 0)
