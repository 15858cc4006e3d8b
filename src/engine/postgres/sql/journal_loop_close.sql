delete from {journal}loops where id = $1
