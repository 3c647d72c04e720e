/* A section as bars on one scale, so that rows compare with rows. The table below it is what holds. */

import { chinese, element } from "../lib/elements.js";
import { english, say } from "../lib/language.js";
import { largest, length, sum } from "./amounts.js";
import { bar } from "./elements.js";
import { LETTERS } from "./words.js";

const DRAWN = ["totals", "function", "three_public"];
const MOST = 8;
const ONLY = { totals: ["Total expenditure", "Basic expenditure", "Project expenditure"] };

/* The figure, or null where there is nothing to draw. `unlike[n]` says that a column does not compare with the first. */
export function drawing(key, title, rows, unlike) {
  if (!DRAWN.includes(key)) return null;
  const wanted = rows.filter((row) => (ONLY[key] ? ONLY[key].includes(row.key) : row.level === 1));
  const amounts = new Map(wanted.map((row) => [row, row.cells.map((cell) => sum(cell.figures))]));
  const size = (row) => largest(amounts.get(row));
  const fit = wanted.filter((row) => size(row) > BigInt(0)).sort((a, b) => (size(a) < size(b) ? 1 : size(a) > size(b) ? -1 : 0));
  if (fit.flatMap((row) => amounts.get(row)).filter((amount) => amount !== null && amount !== BigInt(0)).length < 2) return null;
  const shown = fit.slice(0, MOST), most = size(fit[0]);
  const made = element("figure", "bars");
  made.setAttribute("aria-hidden", "true");
  for (const row of shown) made.append(group(row, amounts.get(row), most, unlike));
  const rest = fit.length - shown.length;
  const more = rest ? say(`；另有 ${rest} 项较小的没有画`, `; ${rest} smaller ones are not drawn`) : "";
  const hollow = unlike.some((why) => why.length) ? say("；空心条的口径与 A 不同", "; hollow bars do not compare with A") : "";
  made.append(element("figcaption", "quiet", say(`${title}：条长按金额，数字见下表${hollow}${more}。`, `${title}: bars by amount, numbers in the table below${hollow}${more}.`)));
  return made;
}

function group(row, amounts, most, unlike) {
  const box = element("div", "group"), name = element("div", "name");
  name.append(english && row.english ? row.english : chinese(element("span", "", row.label)));
  box.append(name);
  amounts.forEach((amount, n) => {
    const line = element("div", "line"), width = length(amount, most);
    line.append(element("span", "at", LETTERS[n]));
    if (width) line.append(bar(amount < BigInt(0) ? "amount less" : "amount", width, unlike[n].length > 0));
    else line.append(element("span", "", amount === null ? say("无数字", "no figure") : "0"));
    box.append(line);
  });
  return box;
}
