"""What the log of NCCL beside a table says."""
