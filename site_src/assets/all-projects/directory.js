/* The directory of disclosures, and which of them can hold a match. */

import { english } from "../lib/language.js";
import { partsOf } from "../lib/site.js";
import { length, readList, spanOf, squeeze } from "../lib/text.js";

const prepared = new WeakMap();

/* `{files, disclosures, pairs, total}`: projects are counted through all files. Made once of what was fetched. */
export function prepare(directory) {
  if (!prepared.has(directory)) prepared.set(directory, directoryOf(directory));
  return prepared.get(directory);
}

function directoryOf(directory) {
  const disclosures = [];
  let first = 0;
  const files = directory.cut.map((number, at) => {
    const own = directory.disclosures.slice(disclosures.length, disclosures.length + number).map((row, n) => {
      const made = disclosure(directory, row, disclosures.length + n, first);
      first += made.number;
      return made;
    });
    disclosures.push(...own);
    return { at, disclosures: own };
  });
  return { files, disclosures, pairs: directory.pairs, total: first };
}

/* `first` is the number of its first project. */
function disclosure(directory, [name, agency, number, functions, units], at, first) {
  const parts = partsOf(name), { year, scope, kind } = parts;
  const where = directory.places[parts.division], title = directory.titles[`${scope}-${kind}`][english ? 1 : 0].replace("{}", year);
  return {
    at, first, number, package: name, agency, division: parts.division, year, scope, kind, where, title, units: units || [],
    functions: functions.map((one) => directory.functions[one]).map(([code, zh, en]) => ({ code, text: `${squeeze(zh)} ${squeeze(en)}` })),
    text: [where + agency, title, parts.division + parts.agency, parts.agency].map(squeeze).join(" "),
    unitText: (units || []).map(squeeze).join(" ")
  };
}

/* For every disclosure: 2 where it can hold a match, 1 where only some of its units fit, else 0. Where no name holds the
   words, names that have their characters in order do. */
export function fitting(all, ask) {
  let named = all.disclosures.map((d) => rankName(d, ask.unit));
  const word = squeeze(ask.unit);
  if (!named.some(Boolean) && length(word) > 2) named = all.disclosures.map((d) => (spanOf(d.text, word) < Infinity ? 2 : 0));
  return all.disclosures.map((d, at) => (isAsked(d, ask) ? named[at] : 0));
}

function isAsked(d, ask) {
  const isOf = (word) => d.functions.some(({ text, code }) => text.includes(word) || code.startsWith(word));
  return d.division.startsWith(ask.division) && (!ask.year || d.year === ask.year) && (!ask.kind || d.kind === ask.kind) && ask.functions.every(isOf);
}

function rankName(d, unit) {
  if (/^[0-9]{6}-[0-9a-z]+$/.test(unit)) return d.package.startsWith(`${unit}-`) ? 2 : 0;
  const words = readList(unit);
  if (words.every((word) => d.text.includes(word))) return 2;
  return words.every((word) => d.text.includes(word) || d.unitText.includes(word)) ? 1 : 0;
}
