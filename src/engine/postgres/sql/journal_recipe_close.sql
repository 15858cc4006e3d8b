delete from {journal}recipes where id = $1
