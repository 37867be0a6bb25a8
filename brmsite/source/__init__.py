"""From files to plain data that still knows where each part was written."""
