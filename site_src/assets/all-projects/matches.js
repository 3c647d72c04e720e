/* Projects that fit: what the index of pairs says of them, what their rows say, their order and sums. */

import { inAll, numbersOf, spread } from "../lib/pairs.js";
import { flagOf } from "../lib/signs.js";
import { length, readList, squeeze } from "../lib/text.js";
import { centsOf } from "./amounts.js";

const NAME = 1, INDICATORS = 2, PURPOSE = 4, ALL = NAME | INDICATORS | PURPOSE;
/* Where words are looked for; sums of them stand in the index of pairs (`project_list.py`). */
export const PARTS = { name: NAME, indicators: INDICATORS, purpose: PURPOSE, all: ALL };
const PAIRS = 4;

/* Which projects say the words, and in which part, from the index of pairs; null where no word has two characters. */
export async function saying(get, all, ask) {
  const words = ask.words.filter((word) => length(word) > 1);
  if (!words.length) return null;
  const found = new Map(await Promise.all(words.map(async (word) => {
    const maps = await Promise.all(spread([word], PAIRS).map((pair) => partsOfPair(get, pair, all.pairs)));
    return [word, inAll(maps)];
  })));
  const parts = (word, number) => found.get(word).get(number) & ask.parts;
  const numbers = new Set([...found.get(words[0]).keys()].filter((number) => words.every((word) => parts(word, number))));
  const holding = disclosuresOf(all, numbers);
  return { parts, has: (number) => numbers.has(number), holds: (d) => holding.has(d) };
}

/* Numbers of projects, with the sum of the parts that hold the pair. */
async function partsOfPair(get, pair, files) {
  const numbers = await numbersOf(get, "assets/projects/pairs/", pair, files);
  return new Map(numbers.map((number) => [Math.floor(number / (ALL + 1)), number % (ALL + 1)]));
}

function disclosuresOf(all, numbers) {
  const rising = [...numbers].sort((a, b) => a - b), holding = new Set();
  let at = 0;
  for (const d of all.disclosures) {
    const end = d.first + d.number;
    if (at < rising.length && rising[at] < end) holding.add(d);
    while (at < rising.length && rising[at] < end) at += 1;
  }
  return holding;
}

/* Projects of one file that fit; `fits` is of `fitting`, `said` of `saying`. */
export function matching(file, columns, fits, said, ask) {
  const found = [];
  let first = 0;
  for (const d of file.disclosures) {
    if (fits[d.at]) found.push(...matchesOf(d, first, columns, fits[d.at] === 1, said, ask));
    first += d.number;
  }
  return found;
}

/* `first` is the row of its first project; `isPart`: only some units of the disclosure fit. */
function matchesOf(d, first, columns, isPart, said, ask) {
  const found = [];
  for (let n = 0; n < d.number; n++) {
    const at = d.first + n, row = first + n;
    if (said && !said.has(at)) continue;
    if (isPart && !isOwn(d, columns.own[row], ask.unit)) continue;
    const p = { at, d, name: columns.name[row], cents: centsOf(columns.yuan[row]), indicators: columns.indicators[row], columns, row };
    if (isWithin(p, ask) && saysAll(p, said, ask)) found.push(p);
  }
  return found;
}

function isOwn(d, own, unit) {
  const text = squeeze(own);
  return readList(unit).every((word) => d.text.includes(word) || text.includes(word));
}

function isWithin({ cents, indicators }, { form, from, to }) {
  if (form && (form === "yes") !== (indicators >= 0)) return false;
  return (from === null || (cents !== null && cents >= from)) && (to === null || (cents !== null && cents <= to));
}

/* What a form says is known by pairs only; a name is looked at, where pairs do not settle it. */
function saysAll(p, said, ask) {
  return ask.words.every((word) => {
    const size = length(word), parts = size > 1 ? said.parts(word, p.at) : 0;
    if (parts & ~NAME || (parts && size === 2)) return true;
    return Boolean(ask.parts & NAME) && squeeze(p.name).includes(word);
  });
}

/* The rest of a match, for those that are shown or taken away. */
export function whole({ d, name, cents, indicators, columns, row }) {
  const below = `d/${d.package}/`;
  return {
    d, name, cents, indicators, own: columns.own[row], printed: columns.printed[row], measure: columns.unit[row],
    address: below + columns.address[row], source: `${below}source/#${columns.source[row]}`, flag: flagOf(columns.flag[row], `${below}checks/`)
  };
}

const collator = new Intl.Collator("zh", { numeric: true });

/* By column, falling with `-`; what has no such number comes last, what is equal in the order of the directory. */
const ORDERS = {
  name: [(a, b) => collator.compare(a.name, b.name), () => true],
  unit: [(a, b) => a.at - b.at, () => true],
  year: [(a, b) => (a.d.year < b.d.year ? -1 : a.d.year > b.d.year ? 1 : 0), () => true],
  amount: [(a, b) => a.cents - b.cents, (p) => p.cents !== null],
  indicators: [(a, b) => a.indicators - b.indicators, (p) => p.indicators >= 0]
};

export function sorted(found, sort) {
  const turn = sort.startsWith("-") ? -1 : 1, [compare, is] = ORDERS[sort.replace("-", "")] || ORDERS.amount;
  const kept = found.filter(is), blank = found.filter((p) => !is(p));
  kept.sort((a, b) => turn * compare(a, b) || a.at - b.at);
  return [...kept, ...blank.sort((a, b) => a.at - b.at)];
}

/* By year and kind, the newest first; cents as BigInt, since sums of many may be large. The same money may stand in
   the document of a department and in that of a unit below it: where one division has both, `isTwice`. */
export function sumsOf(found) {
  const groups = new Map();
  for (const { d, cents } of found) {
    const key = d.year + d.kind;
    if (!groups.has(key)) groups.set(key, { year: d.year, kind: d.kind, number: 0, blank: 0, cents: BigInt(0), isTwice: false, scopes: new Map() });
    const group = groups.get(key), { scopes } = group;
    group.number += 1;
    if (!scopes.has(d.division)) scopes.set(d.division, d.scope);
    if (scopes.get(d.division) !== d.scope) group.isTwice = true;
    if (cents === null) group.blank += 1;
    else group.cents += BigInt(cents);
  }
  return [...groups.keys()].sort().reverse().map((key) => groups.get(key));
}
