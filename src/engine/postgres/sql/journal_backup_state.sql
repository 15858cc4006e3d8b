update {journal}backups set state = $2 where id = $1
