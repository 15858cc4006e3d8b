select product, object, deployment from {journal}owned where product = $1 order by object
