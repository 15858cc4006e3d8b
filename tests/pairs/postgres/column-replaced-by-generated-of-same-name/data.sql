SELECT id, net, round(gross) FROM shop.t;
