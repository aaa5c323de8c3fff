"""What texts without a table of sizes tell: a record for each kind, and what it comes to on a machine."""
