-- What roles give to others with each object that they make.
select pg_get_userbyid(d.defaclrole), d.defaclnamespace, d.defaclobjtype, d.defaclacl::text
from pg_default_acl as d
