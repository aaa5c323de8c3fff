"""What a bandwidth is held against: bounds, what healthy hardware shows, what NCCL's own model expects."""
