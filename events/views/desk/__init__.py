"""What people do who plan an event and look after those who come."""
