"""What people do who write posts, or let them through."""
