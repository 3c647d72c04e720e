/* Which units and places are meant by what is typed, best first. */

import { length, spanOf, squeeze } from "../lib/text.js";

export const MOST_UNITS = 8;
const IN_ORDER = 8;

/* Not only its characters in order. */
export function isSure({ rank }) { return rank < IN_ORDER; }

/* Rows of the list of units with what is compared. */
export function prepareUnits(rows) {
  return rows.map((row, at) => {
    const [name, where, codes, , , others] = row, [division, agency] = codes.split(" ");
    return {
      row, at, division, codes: [division + agency, agency], where: squeeze(where),
      names: [...name.split(" "), name].map(squeeze), others: others.split(" ").filter(Boolean).map(squeeze)
    };
  });
}

/* People say 某县县委 where the name has 县 once. Units that only have the characters in order count where there is
   little else. */
export function pickUnits(units, said) {
  const words = said.map((word) => word.replace(/([省市县区旗州])\1/g, "$1")), whole = words.join("");
  const fit = units.map((unit) => {
    let rank = rankUnit(unit, whole);
    if (words.length > 1) rank = Math.min(rank, Math.max(...words.map((word) => rankUnit(unit, word))) + 0.5);
    return { row: unit.row, rank, length: unit.names[0].length, at: unit.at };
  }).filter((one) => one.rank < Infinity);
  fit.sort((a, b) => a.rank - b.rank || a.length - b.length || a.at - b.at);
  const sure = fit.filter(isSure);
  return sure.length >= MOST_UNITS ? sure : fit;
}

/* Best first: the exact name, an exact other name, names that begin with it, that hold it, other names that do, place
   or code, and last names that have its characters in order, the closest first. */
export function rankUnit(unit, word) {
  const { names, others } = unit;
  const is = (name) => name === word, begins = (name) => name.startsWith(word), holds = (name) => name.includes(word);
  if (names.some(is)) return 0;
  if (others.some(is)) return 1;
  if (names.some(begins)) return 2;
  if (names.some(holds)) return 3;
  if (others.some(begins)) return 4;
  if (others.some(holds)) return 5;
  if (holds(unit.where)) return 6;
  if (/^[0-9a-z]+$/.test(word) && unit.codes.some(begins)) return 7;
  return rankInOrder(unit, word);
}

function rankInOrder({ names, others, where }, word) {
  const size = length(word), span = (texts) => Math.min(...texts.map((text) => spanOf(text, word)));
  if (size < 3) return Infinity;
  const inName = span([...names, ...others]);
  if (inName <= 4 * word.length + 4) return IN_ORDER + inName / 1000;
  if (size < 4) return Infinity;
  return IN_ORDER + 1 + span([names[0], ...others.slice(0, 1)].map((name) => where + name)) / 1000;
}

export function pickPlaces(units, word) {
  const places = new Map();
  for (const unit of units) {
    const { division: code } = unit;
    if (!places.has(code)) places.set(code, { where: unit.row[1], code, units: 0, rank: rankPlace(unit, word) });
    places.get(code).units += 1;
  }
  return [...places.values()].filter((place) => place.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.where.length - b.where.length || (a.code < b.code ? -1 : 1));
}

/* 0: the place itself, with or without 县, 市 or 区; 1: it lies there. */
function rankPlace({ where, division }, word) {
  const at = where.lastIndexOf(word);
  if (at < 0) return division === word ? 0 : 2;
  return where.length - at - word.length < 2 ? 0 : 1;
}

/* Words of which some name a unit or place and the others do not: the others are looked for in its projects. */
export function withinUnits(units, words) {
  const named = new Set(words.filter((word) => units.some((unit) => isSure({ rank: rankUnit(unit, word) }))));
  const rest = words.filter((word) => !named.has(word));
  return named.size && rest.length ? { unit: words.filter((word) => named.has(word)).join(" "), words: rest.join(" ") } : null;
}
