delete from {journal}owned
where product = $1 and object in (select pg_catalog.json_array_elements_text($2::json))
