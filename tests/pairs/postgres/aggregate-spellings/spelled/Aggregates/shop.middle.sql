CREATE AGGREGATE shop.middle(double precision ORDER BY double precision) (
    stype = internal, sfunc = ordered_set_transition, finalfunc_modify = read_write, finalfunc = percentile_cont_float8_final);
