"""Volume: fills a database with years of many counties, and measures pages, the reminder scan and a rush."""
