"""What is known of the machine: stated, printed, described beside the table, or taken from the catalogue."""
