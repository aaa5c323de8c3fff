"""What a run will take, beside what it must at least take: models with their basis and interval."""
