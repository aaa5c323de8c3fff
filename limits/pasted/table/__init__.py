"""What a table of sizes tells by itself: its curve, its sizes, its numbers of elements, its number of ranks."""
