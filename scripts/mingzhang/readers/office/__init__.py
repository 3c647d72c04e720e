"""What documents and workbooks of Office Open XML share: a ZIP archive of parts in XML that refer to one another."""
