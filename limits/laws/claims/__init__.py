"""A claim held against a law: the verdict, the slip behind it, and every step of the law's own value."""
