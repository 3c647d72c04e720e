"""Many documents: each is tried, trapped, reported and written on its own."""
