"""What measures the site: data of any size to measure it with."""
