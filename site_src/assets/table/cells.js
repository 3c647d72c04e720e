/* What stands in a table. */

export function rowsOf(table) { return [...table.tBodies[0].rows]; }

/* What is printed in a cell: the sign of a finding beside it is ours. */
export function textOf(cell) {
  if (!cell) return "";
  const plain = cell.cloneNode(true);
  plain.querySelectorAll("a.concern").forEach((sign) => sign.remove());
  return plain.textContent.replace(/\s+/g, " ").trim();
}
