/* A year or a kind of document beside the name of a unit: 「某县 财政局 2023 决算」 means that disclosure. */

import { english } from "../lib/language.js";
import { partsOf, unitKey } from "../lib/site.js";
import { length } from "../lib/text.js";

const DOCUMENT = /^(?:((?:19|20)[0-9]{2})年?度?)?(部门|单位)?(预算|决算|budget|final|accounts)?$/;
const SCOPES = { 部门: "dept", 单位: "unit" };
const KINDS = { 预算: "budget", 决算: "final", budget: "budget", final: "final", accounts: "final" };

/* `{words, year, kind, scope}`: the other words and what is asked for; null where no word asks, or no other is left. */
export function documentAsked(said) {
  const asked = { words: [], year: "", kind: "", scope: "" };
  for (const word of said) {
    const [found, year, scope, kind] = DOCUMENT.exec(word) || [];
    if (!found || !(year || kind)) {
      asked.words.push(word);
      continue;
    }
    if (year) asked.year = year;
    if (scope) asked.scope = SCOPES[scope];
    if (kind) asked.kind = KINDS[kind];
  }
  return asked.words.length < said.length && length(asked.words.join("")) > 1 ? asked : null;
}

/* The units with the disclosures that are asked for, `[{address, title}]`; among equals those that have some come first. */
export function withDisclosures(units, { year, kind, scope }, index, titles) {
  const isAsked = (d) => (!year || d.year === year) && (!kind || d.kind === kind) && (!scope || d.scope === scope);
  const found = units.map((unit) => {
    const key = unitKey(unit.row[3]), rests = Object.hasOwn(index, key) ? index[key] : [];
    const fit = rests.map((rest) => partsOf(`${key}-${rest}`)).filter((d) => d && isAsked(d));
    return { ...unit, disclosures: fit.map((d) => ({ address: `d/${key}-${d.rest}/`, title: titleOf(d, titles) })) };
  });
  return found.sort((a, b) => Math.floor(a.rank) - Math.floor(b.rank) || (b.disclosures.length > 0) - (a.disclosures.length > 0));
}

function titleOf({ scope, kind, year }, titles) { return titles[`${scope}-${kind}`][english ? 1 : 0].replace("{}", year); }
