"""A ward day by day: patients who come, stay and leave, and beds that may all be taken. Labels live outside."""
