/* What is taken away to a spreadsheet: text that runs nothing (decision 0006, `escape.csv_text`), and CSV of it. */

const STARTS = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[-+－＋]?[\p{Nd}.,．，]+[%％]?$/u;
const BREAKS = /[\n\r\t]/;
const BLANKS = /(?:(?!\ufeff)[\s\x1c-\x1f\x85])+/g;  // what Python's \s is

/* On one line, with an apostrophe before anything a spreadsheet would run. */
export function safeText(text) {
  const flat = BREAKS.test(text) ? text.replace(BLANKS, " ") : text;
  return flat.length > 1 && STARTS.test(flat) && !NUMBER.test(flat) ? `'${flat}` : flat;
}

export function csvCell(text) {
  const safe = safeText(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/* Rows of texts as CSV that opens in a spreadsheet: UTF-8 with its mark, lines as in RFC 4180. */
export function csvOf(rows) { return `\ufeff${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`; }

export function downloadCsv(rows, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csvOf(rows)], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
