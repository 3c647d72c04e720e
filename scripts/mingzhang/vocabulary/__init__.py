"""The words of both languages that several rooms share: titles of sections, wordings of sentences."""
