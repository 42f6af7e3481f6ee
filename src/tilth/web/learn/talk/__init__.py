"""What people say to each other about whatever was published."""
