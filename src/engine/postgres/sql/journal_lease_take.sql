update {journal}lease set number = number + 1, taken_at = pg_catalog.clock_timestamp() where id = 1 returning number
