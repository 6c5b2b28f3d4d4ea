// off
