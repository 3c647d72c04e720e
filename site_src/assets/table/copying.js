/* Copying of the rows on screen, as text and as a table in which codes stay text. */

import { safeText } from "../lib/spreadsheet.js";
import { rowsOf, textOf } from "./cells.js";

export function startCopying(button, tables) {
  const name = button.textContent;
  let timer = 0;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await put(tables.flatMap(cellsOf));
      tell(button.dataset.done);
    } catch {
      tell(button.dataset.failed);
    }
  });

  function tell(words) {
    button.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { button.textContent = name; }, 4000);
  }
}

function cellsOf(table) {
  const shown = rowsOf(table).filter((row) => row.getClientRects().length);
  const heading = table.closest("section.list")?.querySelector("h2"), unit = document.querySelector("p.unit");
  const above = [heading, unit].filter(Boolean).map((one) => [text(textOf(one))]);
  const head = [...table.tHead.rows[0].cells].map((cell) => text(textOf(cell)));
  return [...above, head, ...shown.map((row) => [...row.cells].map(valueOf))];
}

function text(value) { return { value, isNumber: false }; }

function valueOf(cell) {
  const link = cell.querySelector("a");
  if (cell.classList.contains("at")) return text(link ? new URL(link.href).hash.slice(1) : "");
  if (!cell.classList.contains("n")) return text(textOf(cell));
  const value = cell.dataset.v && !cell.querySelector(".quiet") ? cell.dataset.v : textOf(cell).replace(/,/g, "");
  return { value, isNumber: /^-?\d+(\.\d+)?$/.test(value) };
}

/* The event takes the markup as it is; the other way parses it, and the policy of the page then refuses its styles. */
async function put(rows) {
  const plain = rows.map((row) => row.map(asPlain).join("\t")).join("\r\n");
  const markup = `<meta charset="utf-8"><table>${rows.map(asLine).join("")}</table>`;
  if (putByEvent(plain, markup)) return;
  await navigator.clipboard.write([new ClipboardItem({
    "text/plain": new Blob([plain], { type: "text/plain" }),
    "text/html": new Blob([markup], { type: "text/html" })
  })]);
}

function putByEvent(plain, markup) {
  let isPut = false;
  document.addEventListener("copy", fill);
  document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return isPut;

  function fill(event) {
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData("text/html", markup);
    event.preventDefault();
    isPut = true;
  }
}

/* Excel and WPS read the style, LibreOffice `sdnum`: a cell of text. */
function asLine(row) { return `<tr>${row.map(asCell).join("")}</tr>`; }

function asCell({ value, isNumber }) {
  const kind = isNumber ? "" : " style=\"mso-number-format:'\\@'\" sdnum=\"1033;0;@\"";
  return `<td${kind}>${value.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</td>`;
}

/* Text that a spreadsheet would run gets an apostrophe, as in the CSV; no cell breaks its line. */
function asPlain({ value, isNumber }) {
  return isNumber ? value : safeText(value);
}
