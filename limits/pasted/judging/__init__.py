"""The verdict on a measurement: rules, what it needs, what to try next, and the record of all that."""
