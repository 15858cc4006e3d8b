SELECT handle FROM dir.contact;
