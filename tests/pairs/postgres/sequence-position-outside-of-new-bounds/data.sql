SELECT last_value FROM fine;
