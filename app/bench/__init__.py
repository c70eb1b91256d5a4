"""What ``make bench`` measures, and data of any size to measure with."""
