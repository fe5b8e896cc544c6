"""What visitors type and choose when they register, and when they change their minds."""
