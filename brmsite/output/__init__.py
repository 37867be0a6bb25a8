"""Files onto the disk, one by one and whole."""
