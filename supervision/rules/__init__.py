"""What the law and the county's rules say about supervision; plain Python, decides and never stores."""
