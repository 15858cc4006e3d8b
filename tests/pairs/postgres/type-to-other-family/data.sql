SELECT id, a::integer, b::text, c::jsonb, trim(d), f::date, g, h::boolean, i::date FROM shop.t;
