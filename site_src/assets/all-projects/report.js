/* How many projects match, what they sum up to, and what to try where none does. */

import { anchor, element } from "../lib/elements.js";
import { say } from "../lib/language.js";
import { grouped } from "../lib/money.js";
import { length } from "../lib/text.js";
import { groupedYuan, shortWan } from "./amounts.js";
import { PARTS, sumsOf } from "./matches.js";

const KINDS = { budget: say("预算", "budget"), final: say("决算", "final accounts") };

export class Report {
  /* Pages are below `home`. */
  constructor(form, home) {
    this.home = home;
    this.count = form.querySelector(".count");
    this.sums = form.querySelector(".sums");
    this.csv = form.querySelector("button.csv");
  }

  tell(words) { this.count.textContent = words; }

  clear() {
    this.csv.hidden = true;
    this.count.textContent = this.sums.textContent = "";
  }

  /* `total` is the number of all projects there are. */
  show(found, total, ask) {
    const all = grouped(total), number = grouped(found.length);
    this.tell(found.length
      ? say(`找到 ${number} 个项目，共 ${all} 个。`, `${number} of ${all} projects.`)
      : say("没有符合的项目。", "No project matches."));
    this.csv.hidden = !found.length;
    this.sums.replaceChildren(...shortWords(ask), ...(found.length ? sumLines(sumsOf(found)) : [this.advice(ask)]));
  }

  advice(ask) {
    const ways = [];
    if (ask.from !== null && ask.to !== null && ask.from > ask.to) ways.push(say("改正金额：“从”大于“到”", "mend the amounts: “from” is more than “to”"));
    else if (ask.from !== null || ask.to !== null) ways.push(say("放宽金额", "widen the amounts"));
    if (ask.words.length) ways.push(ask.words.some((word) => length(word) > 1) ? say("用更短的词", "use fewer characters") : say("换一个词", "use other words"));
    if (ask.words.length && ask.parts !== PARTS.all) ways.push(say("在名称、用途与指标里都找", "look in names, purposes and indicators"));
    if (ask.unit || ask.division || ask.functions.length) ways.push(say("去掉单位、地区或功能", "leave out unit, place or function"));
    if (ask.year || ask.kind || ask.form) ways.push(say("去掉年度、预算或决算、绩效表的限制", "leave out year, kind or form"));
    const line = element("p", "quiet", say("可以试试：", "You could ") + ways.join(say("；", ", or ")) + say("。也可以", ". Or "));
    line.append(anchor(this.home, "contribute/", say("补充一个单位", "add a unit")), say("。", "."));
    return line;
  }
}

/* Purposes and indicators are known by pairs of characters. */
function shortWords({ words, parts }) {
  const short = words.filter((word) => length(word) === 1);
  if (!short.length || parts === PARTS.name) return [];
  const told = short.map((word) => say(`「${word}」`, `“${word}”`)).join("");
  return [element("p", "quiet", say(`${told}只有一个字，只在项目名称里找；两个字以上的词才在用途和指标里找。`, `A single character, ${told}, is looked for in names only; purposes and indicators need words of two or more.`))];
}

function sumLines(groups) {
  const isMany = groups.length > 1, lines = element(isMany ? "ul" : "p");
  lines.append(...groups.map((group) => element(isMany ? "li" : "span", "", sumText(group))));
  const cautions = [];
  if (isMany) cautions.push(say("年度不同，或预算与决算不同：分别合计，不能相加。", "Different years, or budgets and final accounts: summed up apart, not to be added."));
  if (groups.some((group) => group.isTwice)) cautions.push(say("其中既有部门的、也有单位的文档，同一笔钱可能列了两次。", "Documents of departments and of their units are among them: the same money may stand twice."));
  return cautions.length ? [lines, element("p", "quiet", cautions.join(say("", " ")))] : [lines];
}

function sumText({ year, kind, number, blank, cents }) {
  const name = say(`${year} 年${KINDS[kind]}：`, `${year} ${KINDS[kind]}: `);
  if (blank === number) return name + say(`${blank} 个，都没有金额`, `${blank}, none with an amount`);
  const wan = shortWan(cents), count = grouped(number - blank), yuan = groupedYuan(cents);
  const more = blank ? say(`（另有 ${blank} 个没有金额）`, ` (${blank} more without an amount)`) : "";
  return name + say(`${count} 个，合计 ${yuan} 元${wan ? `（${wan} 万元）` : ""}`, `${count}, ${yuan} yuan in all`) + more;
}
