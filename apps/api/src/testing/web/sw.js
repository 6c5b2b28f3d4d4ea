// on
