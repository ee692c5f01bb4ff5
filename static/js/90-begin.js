// The first page is settled once every part above is there.
settle();
