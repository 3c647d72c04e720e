/* One section as a table: a row an item, a column a disclosure, in each cell exactly what is known. */

import { anchor, boxed, chinese, element, mixed } from "../lib/elements.js";
import { english, say } from "../lib/language.js";
import { grouped, inWan } from "../lib/money.js";
import { sign } from "../lib/signs.js";
import { largest, length, percent, sum } from "./amounts.js";
import { bases, isMixed, told, unlike } from "./basis.js";
import { drawing } from "./drawing.js";
import { bar, heading, rowHead } from "./elements.js";
import { rowsOf } from "./rows.js";
import { LETTERS, SECTIONS, WAN } from "./words.js";

const WITH_DEPTH = ["function", "economic"];

/* `view`: `{shown, states, detail, as, root, pages}`. */
export function section(view, part) {
  const [key, title, about] = part, { shown } = view;
  const rows = rowsOf(shown, key);
  const box = element("section", "");
  box.append(heading(key, title));
  if (about) box.append(element("p", "quiet", about));
  if (!rows.length) {
    box.append(element("p", "quiet", nothing(key)));
    return box;
  }
  const depth = WITH_DEPTH.includes(key) ? view.detail : 9;
  const kept = rows.filter((row) => row.level <= depth);
  const why = shown.map((d) => unlike(d, shown[0], key));
  const picture = drawing(key, title, rows, why);
  if (picture) box.append(picture);
  box.append(boxed(table(view, part, kept, why), title));
  if (view.as === "share" && WITH_DEPTH.includes(key)) box.append(element("p", "quiet", say("占比：每一项 ÷ 同一张表的合计（没有合计行的，用各类之和），四舍五入到 0.1%。", "Shares: each item by the total of the same table (without a row of totals, the sum of its classes), rounded to 0.1%.")));
  const hidden = rows.length - kept.length;
  if (hidden) box.append(element("p", "quiet", say(`另有 ${hidden} 行更细的科目，在上面选择“细到”可以看到。`, `${hidden} rows of finer items are hidden; choose above how deep to look.`)));
  return box;
}

function nothing(key) {
  if (key === "staff") return say("都没有写明人数。", "None states how many people work there.");
  if (key === "per_head") return say("都没有写明唯一的实有人数，因此不算。", "None states exactly one number of staff, so nothing is worked out.");
  return say("都没有数字。", "None holds figures.");
}

function table(view, part, rows, why) {
  const { shown } = view, [key, title] = part;
  const made = element("table", `compared n${shown.length}`);
  made.append(element("caption", "said", title));
  made.createTHead().append(head(view, key, why));
  const body = made.createTBody();
  const wholes = shown.map((d, n) => (view.as === "share" && WITH_DEPTH.includes(key) ? whole(rowsOf(shown, key), n) : null));
  const basis = basisRow(shown, key, rows);
  if (basis) body.append(basis);
  for (const row of rows) body.append(line(view, key, row, why, wholes));
  const last = from(view, rows);
  if (last) body.append(last);
  return made;
}

function head(view, key, why) {
  const row = element("tr", ""), corner = element("th", "", unitOf(view.shown, key) || say("项目", "Item"));
  corner.scope = "col";
  row.append(corner);
  view.shown.forEach((d, n) => {
    const cell = element("th", "n");
    cell.scope = "col";
    cell.append(element("b", "letter", LETTERS[n]), chinese(element("span", "who", d.name)), element("small", "", say(d.title[0], d.title[1])));
    if (why[n].length) cell.append(element("small", "unlike", told(d, view.shown[0], why[n])));
    row.append(cell);
  });
  return row;
}

function unitOf(shown, key) {
  if (key === "staff" || key === "per_head" || isMixed(shown, key)) return "";
  const unit = shown.map((d) => d[key].unit).find(Boolean) || "";
  return unit ? say(`单位：${unit}`, { "万元": WAN, "元": "yuan" }[unit] || "") : "";
}

/* What each column stands for, where they differ. */
function basisRow(shown, key, rows) {
  const tables = shown.map((d, n) => [...new Set(rows.map((row) => row.tables[n]).filter(Boolean))]);
  const said = bases(shown, key, tables);
  if (!said.some((texts) => texts.length)) return null;
  const row = element("tr", "basis");
  row.append(rowHead(say("口径", "What it is")));
  for (const texts of said) {
    const cell = element("td", "n");
    for (const [text, isChinese] of texts) cell.append(isChinese ? chinese(element("span", "", text)) : element("span", "", text));
    row.append(cell);
  }
  return row;
}

/* The total of a column, or else the sum of its classes. */
function whole(rows, n) {
  const total = rows.find((row) => row.key === "total");
  const amount = total ? sum(total.cells[n].figures) : null;
  if (amount !== null) return amount;
  const tops = rows.filter((row) => row.level === 1).map((row) => sum(row.cells[n].figures)).filter((found) => found !== null);
  return tops.length ? tops.reduce((all, found) => all + found, BigInt(0)) : null;
}

function line(view, key, row, why, wholes) {
  const made = element("tr", `l${row.level}`), name = rowHead("");
  label(name, row);
  made.append(name);
  const amounts = row.cells.map((cell) => sum(cell.figures));
  const shares = amounts.map((amount, n) => (wholes[n] === null ? null : percent(amount, wholes[n])));
  const most = largest(amounts);
  row.cells.forEach((known, n) => {
    const cell = element("td", "n");
    fill(cell, known, view, key, n, shares[n]);
    if (known.figures.length && why[n].length) cell.prepend(notAlike(told(view.shown[n], view.shown[0], why[n])));
    const width = shares.some(Boolean) ? shares[n] && !shares[n].startsWith("-") ? shares[n] : "" : amounts[n] !== null && amounts[n] > BigInt(0) ? length(amounts[n], most) : "";
    if (width && row.key !== "heads") cell.append(bar("length", width, why[n].length > 0));
    made.append(cell);
  });
  return made;
}

function label(cell, row) {
  if (/^[0-9]+$/.test(row.key)) cell.append(element("small", "code", row.key));
  if (english && row.english) {
    cell.append(element("span", "", row.english));
    if (row.english !== row.label) cell.append(chinese(element("small", "other", row.label)));
  } else {
    cell.append(chinese(element("span", "", row.label)));
  }
  for (const [n, other] of row.others) cell.append(chinese(element("small", "other", `${LETTERS[n]}：${other}`)));
}

function notAlike(why) {
  const made = element("span", "unlike", "≠");
  made.title = why;
  made.append(element("span", "said", say("口径与 A 不同 ", "not comparable with A ")));
  return made;
}

/* -- what is known in a cell -- */

function fill(cell, known, view, key, n, share) {
  const d = view.shown[n];
  for (const figure of known.figures) cell.append(figureBox(figure, known, view, key, d, share));
  if (known.state === "words") cell.append(state(view, "words"));
  if (known.table) cell.append(tableSays(view, known));
  if (!known.figures.length) cell.append(state(view, known.state));
  if (known.unread) cell.append(element("small", "same", say("此表有未能读取的数字", "this table has unread numbers")));
}

function state(view, name) {
  const made = element("span", name === "words" ? "words" : "none", view.states[name][0]);
  made.title = view.states[name][1];
  return made;
}

/* What the table shows where a sentence says more. */
function tableSays(view, known) {
  const made = element("small", "same", say("表：", "table: ") + view.states[known.table][0]);
  made.title = view.states[known.table][1];
  return made;
}

function figureBox(figure, known, view, key, d, share) {
  const box = element("span", "figure");
  if (figure.flag) box.append(sign(view.pages, figure.flag));
  if (share) box.append(element("span", "share", share));
  if (key === "per_head" && !figure.place) {
    box.append(`${grouped(figure.yuan)} `, element("small", "", say("元/人", "yuan each")));
    return box;
  }
  const inWords = known.state === "none_in_words";
  const text = inWords ? view.states.none_in_words[0] : figure.printed;
  const link = anchor(view.root, `${d.source}#${figure.place}`, text);
  link.title = inWords ? figure.printed : "";
  box.append(link);
  const isMix = isMixed(view.shown, key), usual = (d[key] || {}).unit;
  if (figure.unit && (key === "staff" || isMix || figure.unit !== usual)) box.append(" ", unitMark(figure.unit));
  if (isMix && figure.yuan && figure.unit !== "万元") box.append(element("small", "same", `= ${inWan(figure.yuan)} ${WAN}`));
  if (figure.zh) {
    const note = element("small", "same", say(figure.zh, figure.en));
    box.append(figure.zh === figure.en ? chinese(note) : note);
  }
  return box;
}

function unitMark(unit) { return /^[ -~]*$/.test(unit) ? element("small", "", unit) : chinese(element("small", "", unit)); }

/* The tables the figures of each disclosure come from, as it calls them. */
function from(view, rows) {
  const origin = view.shown.map((d, n) => [...new Set(rows.map((row) => row.tables[n]).filter(Boolean))].filter((name) => d.tables[name]));
  if (!origin.some((names) => names.length)) return null;
  const made = element("tr", "from");
  made.append(rowHead(say("取自", "From")));
  view.shown.forEach((d, n) => {
    const cell = element("td", "");
    for (const name of origin[n]) cell.append(...tableLink(view, `${d.address}${name}/`, d.tables[name]));
    made.append(cell);
  });
  return made;
}

/* A table as the document calls it; in English by its usual name, with the printed one beside it. */
function tableLink(view, address, [title, inEnglish, printed]) {
  if (!english) return [anchor(view.pages, address, printed || title)];
  return [anchor(view.pages, address, inEnglish), chinese(element("small", "", printed || title))];
}

/* What the states mean that are to be seen, and the warnings. */
export function notices(view, found) {
  const box = element("section", "notices");
  box.append(element("h2", "", found.length ? say("比较之前", "Before you compare") : say("口径相同", "Like with like")));
  if (found.length) {
    const items = element("ul", "");
    for (const text of found) items.append(mixed(element("li", ""), text));
    box.append(items);
  } else {
    box.append(element("p", "", say("同为一个年度、同一种文档、同样的口径，各表都有数字。", "Same year, same kind of document, same scope, and every table holds figures.")));
  }
  const seen = new Set(SECTIONS.flatMap(([key]) => rowsOf(view.shown, key)).flatMap((row) => row.cells).flatMap((cell) => [cell.state, cell.table]));
  const legend = element("details", "more"), list = element("dl", "facts");
  legend.append(element("summary", "", say("格子里的字是什么意思", "What the words in the cells mean")));
  for (const [name, [word, told]] of Object.entries(view.states)) {
    if (!seen.has(name) || !told) continue;
    const pair = element("div", "");
    pair.append(element("dt", "", word || say("数字", "figure")), element("dd", "", told));
    list.append(pair);
  }
  legend.append(list);
  box.append(legend);
  return box;
}
