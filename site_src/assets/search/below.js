/* Units below departments, as the documents of the departments print them with their projects. */

import { unitKey } from "../lib/site.js";
import { length, spanOf, squeeze } from "../lib/text.js";
import { isSure, rankUnit } from "./units.js";

export const MOST_BELOW = 5;

/* `below` names them by department. Some word is part of the name, the others may name the department or its place.
   Only where no name holds the words count those that have their characters in order. */
export function pickBelow(below, units, words) {
  const fit = units.flatMap((unit) => {
    const department = unitKey(unit.row[3]), names = Object.hasOwn(below, department) ? below[department] : [];
    return names.map((name) => ({ name, of: unit.row[0].split(" ")[0], department, rank: rank(squeeze(name), unit, words) }));
  }).filter((one) => one.rank < Infinity);
  const sure = fit.filter(isSure);
  return (sure.length ? sure : fit).sort((a, b) => a.rank - b.rank || a.name.length - b.name.length);
}

/* The exact name, names that begin with the words, that hold them, that hold some of them, and last in order. */
function rank(name, unit, words) {
  const whole = words.join(""), size = length(whole);
  if (name === whole) return 0;
  if (name.startsWith(whole)) return 1;
  if (name.includes(whole)) return 2;
  const isIn = (word) => name.includes(word);
  if (words.some(isIn) && words.every((word) => isIn(word) || isSure({ rank: rankUnit(unit, word) }))) return 3;
  const span = size < 3 ? Infinity : spanOf(name, whole);
  return span <= 4 * size + 4 ? 8 + span / 1000 : Infinity;
}
