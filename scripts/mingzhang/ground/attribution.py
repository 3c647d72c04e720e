"""Who made what, said once: every citation, feed, export and archive names the same people for the same part.

- The department (or unit) is the author of its document, and so of the data that stand in it: citations and `creator`.
- Mingzhang compiled them and publishes them: `publisher`, and compiler or contributor where a format has such a role.
- The document itself was published by the department: `publisher` of what a dataset was derived from.
- A release or a file of many disclosures is a compilation: its author is Mingzhang; archives that have roles name the
  departments as producers.
"""

from __future__ import annotations

MAKER = "明账 Mingzhang"
"""The name of this project wherever it stands as publisher, compiler or author, in either language."""
