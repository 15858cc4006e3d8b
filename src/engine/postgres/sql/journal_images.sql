select deployment, object, before, after, record, is_finished
from {journal}objects
where deployment = $1::bigint
order by object
