SELECT room, who FROM cal.booking;
