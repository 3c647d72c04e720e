"""Mingzhang 明账: disclosures of Chinese local governments as validated data packages and a portal."""
