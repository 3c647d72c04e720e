"""Source → document, identity, header, and the layout of each table."""
