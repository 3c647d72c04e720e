/* Names of projects that hold what is typed, from the index of pairs. */

import { counted, english, say } from "../lib/language.js";
import { inAll, numbersOf, spread } from "../lib/pairs.js";
import { partsOf, unitKey } from "../lib/site.js";
import { squeeze } from "../lib/text.js";

export const MOST_NAMES = 8;
const PAIRS = 5, FILES = 8;
/* Stands before the first character of a name, see `grams.py`. */
const BEGINNING = "^";

/* `{rows, all, about, titles}`: rows of the best names; `all` is how many there are, `about` says so if that is a guess. */
export async function namesOfProjects(get, words) {
  const head = await get("assets/find/projects.json");
  const pairs = spread(words, PAIRS);
  if (!head.pairs || !pairs.length) return { rows: [], all: 0, about: "", titles: head.titles };
  const first = BEGINNING + Array.from(words[0])[0];
  const lists = await Promise.all([...pairs, first].map((pair) => numbersOf(get, "assets/find/pairs/", pair, head.pairs)));
  const begin = new Set(lists.pop());
  const numbers = [...inAll(lists.map((list) => new Map(list.map((number) => [number, 1])))).keys()];
  const ordered = [...numbers.filter((number) => begin.has(number)), ...numbers.filter((number) => !begin.has(number))];
  return readNames(get, head, ordered, words);
}

/* Names of these numbers, file by file, until there are enough. A pair may stand elsewhere in a name than the word
   has it, so each name is looked at. */
async function readNames(get, head, numbers, words) {
  const rows = [], asked = new Set(), whole = words.join("");
  let at = 0, isOver = false;
  while (at < numbers.length && rows.length < MOST_NAMES && !isOver) {
    const batch = [];
    while (at < numbers.length && batch.length < MOST_NAMES - rows.length && !isOver) {
      const file = fileOf(numbers[at], head);
      isOver = !asked.has(file) && asked.size === FILES;
      if (isOver) break;
      asked.add(file);
      batch.push(numbers[at++]);
    }
    const read = await Promise.all(batch.map((number) => nameOf(get, head, number)));
    rows.push(...read.filter(([name]) => words.every((word) => squeeze(name).includes(word))));
  }
  rows.sort((a, b) => (squeeze(b[0]) === whole) - (squeeze(a[0]) === whole));
  const isAll = at >= numbers.length, isOnePair = whole.length === 2;
  return { rows, all: isAll ? rows.length : numbers.length, about: isAll || isOnePair ? "" : say("约 ", "about "), titles: head.titles };
}

function fileOf(number, head) { return Math.floor(number / head.each); }

async function nameOf(get, head, number) {
  const names = await get(`assets/find/names/${fileOf(number, head)}.json`);
  return names[number % head.each];
}

/* The same with the unit and disclosure each belongs to, or how many projects are called so. */
export function withWhose({ rows, all, about, titles }, units) {
  const names = new Map(units.map(({ row }) => [unitKey(row[3]), row[0]]));
  return { all, about, shown: rows.map((row) => (row.length === 2 ? one(row, names, titles) : several(row, names))) };
}

function one([name, address], names, titles) {
  const { unit, year, scope, kind } = partsOf(address.split("/")[0]);
  return { name, note: `${names.get(unit)} ${titles[`${scope}-${kind}`][english ? 1 : 0].replace("{}", year)}`, address: `d/${address}` };
}

function several([name, projects, units, unit], names) {
  const query = new URLSearchParams({ words: name, in: "name" });
  if (unit) query.set("unit", unit);
  const whose = unit ? names.get(unit) : counted(units, "个单位", "unit");
  return { name, note: say(`${whose}的 ${projects} 个项目`, `${projects} projects of ${whose}`), address: `projects/?${query}` };
}
