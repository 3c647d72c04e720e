/* What a column stands for, and whether its figures may be set against those of the first. One place for the rule. */

import { english, say } from "../lib/language.js";
import { KINDS, LETTERS, MEANT, RANKS, SCOPES, SHORT_SCOPES } from "./words.js";

/* Staff does not depend on whether money is planned or spent. */
const WITHOUT_KIND = ["staff"];

export function differ(shown, of) { return shown.some((d) => of(d) !== of(shown[0])); }

/* In what the figures of `d` do not compare with those of `first` in a section: `kind`, `scope`, both or nothing. */
export function unlike(d, first, key) {
  const found = [];
  if (d.kind !== first.kind && !WITHOUT_KIND.includes(key)) found.push("kind");
  if (d.scope !== first.scope) found.push("scope");
  return found;
}

/* The same in words: `决算 ≠ 预算`. */
export function told(d, first, found) {
  const names = { kind: KINDS, scope: SHORT_SCOPES };
  return found.map((what) => `${names[what][d[what]]} ≠ ${names[what][first[what]]}`).join(say("，", ", "));
}

/* What the one table of a section leaves out or covers, as its printed title says in brackets. */
function covered(d, tables) {
  if (tables.length !== 1) return [];
  const found = new Set();
  for (const name of tables) {
    const title = d.tables[name] ? d.tables[name][2] : "";
    for (const bracket of title.matchAll(/[（(]([^（()）]*(?:结转|本年预算)[^（()）]*)[)）]/g)) found.add(bracket[1]);
  }
  return [...found];
}

/* The usual words of such titles in English; others stay as they are printed. */
const COVERED = [
  [/^不(?:含|包括|包含)上年结转(?:资金|数)?$/, "without money carried over from last year"],
  [/^(?:含|包括|包含)上年结转(?:资金|数)?$/, "with money carried over from last year"],
  [/^上年结转(?:资金|数)?$/, "money carried over from last year"],
  [/^本年预算(?:安排)?$/, "budget of this year"]
];

function saidOfCover(text) {
  const [, known] = english ? COVERED.find(([pattern]) => pattern.test(text)) || [] : [];
  return known ? [known, false] : [text, true];
}

/* What each column stands for in a section, wherever the columns differ: `[[text, is Chinese], …]` by column. */
export function bases(shown, key, tables) {
  const said = shown.map(() => []);
  function add(of) { shown.forEach((d, n) => { const text = of(d, n); if (text) said[n].push(text); }); }
  if (differ(shown, (d) => d.kind) && !WITHOUT_KIND.includes(key)) add((d) => [`${KINDS[d.kind]}${say("：", ": ")}${MEANT[d.kind]}`, false]);
  if (differ(shown, (d) => d.scope)) add((d) => [SCOPES[d.scope], false]);
  if (differ(shown, (d) => d.rank)) add((d) => [RANKS[d.rank], false]);
  const covers = shown.map((d, n) => covered(d, tables[n]));
  if (covers.some((found) => found.join() !== covers[0].join())) {
    covers.forEach((found, n) => found.forEach((text) => said[n].push(saidOfCover(text))));
  }
  return said;
}

export function isMixed(shown, key) {
  return new Set(shown.map((d) => (d[key] || {}).unit).filter(Boolean)).size > 1;
}

/* What a reader must know before comparing, in sentences. */
export function warnings(shown, states) {
  const found = [];
  function by(of) { return shown.map((d, n) => `${LETTERS[n]} ${of(d)}`).join(say("，", ", ")); }
  if (differ(shown, (d) => d.kind)) {
    found.push(say(`预算与决算不能直接相比：预算是年初的安排，决算是全年的收支，含上年结转和年中追加。${by((d) => KINDS[d.kind])}。`, `Budgets and final accounts do not compare directly: a budget is the plan at the start of the year, final accounts are what came in and was spent, with money carried over and added during the year. ${by((d) => KINDS[d.kind])}.`));
  }
  if (differ(shown, (d) => d.scope)) {
    found.push(say(`部门与单位的口径不同：部门含下属单位，单位只含自身核算的部分。${by((d) => SHORT_SCOPES[d.scope])}。`, `Departments and units differ in scope: a department includes the units below it, a unit only what it accounts for. ${by((d) => SHORT_SCOPES[d.scope])}.`));
  }
  if (differ(shown, (d) => d.year)) {
    found.push(say(`年度不同：${by((d) => d.year)}。没有按物价调整。`, `The fiscal years differ: ${by((d) => d.year)}. Nothing is adjusted for prices.`));
  }
  if (differ(shown, (d) => d.rank)) {
    found.push(say(`级别不同：${by((d) => RANKS[d.rank])}。职责和人数相差很大。`, `They belong to different levels of government, with other duties and numbers of staff: ${by((d) => RANKS[d.rank])}.`));
  }
  if (isMixed(shown, "totals")) {
    found.push(say(`原文的计量单位不同：${by((d) => d.totals.unit)}。数字照原文，下面一行小字是换算成万元的同一个数。`, `They print different units of measure: ${by((d) => d.totals.unit)}. Figures stand as printed; below, in small type, is the same amount in 10,000 yuan.`));
  }
  const gaps = shown.map((d, n) => lost(d, LETTERS[n], states)).filter(Boolean);
  if (gaps.length) found.push(say("有的表没有数字。", "Some tables hold no figures. ") + gaps.join(say("；", "; ")) + say("。", "."));
  return found;
}

function lost(d, letter, states) {
  const tables = Object.values(d.tables).filter((table) => table[3] !== "data" || table[4]);
  if (!tables.length) return "";
  return letter + say("：", ": ") + tables.map((table) => say(`《${table[0]}》`, `${table[1]} – `) + (table[4] ? say(`有 ${table[4]} 个数字未能读取`, `has ${table[4]} numbers that could not be read`) : states[table[3]][0])).join(say("，", ", "));
}
