"""The general family: any place whose tables are usual ones, read by the words of their headers."""
