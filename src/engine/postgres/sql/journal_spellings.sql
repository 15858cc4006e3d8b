select product, object, source, live
from {journal}spellings
where product = $1::text
order by object
