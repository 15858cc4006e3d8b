create rule r as on delete to shop.orders where ((OLD.status) = 'b') do instead nothing;
