"""What pages and commands of appointments ask. Start from access, write nothing."""
