"""Reading ledgers back: what `mingzhang check` shows of packages and documents, and how they compare."""
