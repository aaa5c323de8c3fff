"""What grew over the years: records of hardware and their trend."""
