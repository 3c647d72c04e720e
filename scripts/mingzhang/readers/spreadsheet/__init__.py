"""Spreadsheets: every cell as it is displayed, in the grid of its sheet; what is not displayed is said, never shown."""
