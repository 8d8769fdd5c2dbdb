"""What the law and the county say of appointments. Plain Python: decides, never stores."""
