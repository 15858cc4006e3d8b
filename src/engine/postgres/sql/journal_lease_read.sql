-- With the row locked the next deployer takes the lease before this transaction or after it, not meanwhile.
select number from {journal}lease where id = 1 for share
