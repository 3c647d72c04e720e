"""Packages as files: made from a conversion, written whole or not at all, read back without trust."""
