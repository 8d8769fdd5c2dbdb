"""Major matters, projects chosen by vote, requests to the Party committee: what law and local rules say."""
