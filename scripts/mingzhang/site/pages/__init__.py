"""One module per kind of page; each has a function from values to `Page`."""
