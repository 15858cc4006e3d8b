-- Since PostgreSQL 15.
select i.indexrelid from pg_index as i where i.indnullsnotdistinct
