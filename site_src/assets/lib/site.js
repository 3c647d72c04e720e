/* Where the portal is, and what is fetched from it. Pages name one of their lists by its address from where they are, so
   all works below any path and in every release. */

import { english } from "./language.js";

/* `list` is the address of a list below `assets/`. `root` is the top of the portal, which sources and data stand below;
   `home` the top of the pages in the language of this one; `get(path)` asks once for a JSON file below `root`. */
export function siteWith(list) {
  const root = new URL(list.replace(/assets\/[^/]+\/[^/]+\.json$/, "") || "./", location.href);
  return { root, home: english ? new URL("en/", root) : root, get: fetcher(root) };
}

/* What was fetched is kept; a failure is not, so that the next call asks again. */
export function fetcher(root) {
  const asked = new Map();
  return (path) => {
    if (!asked.has(path)) {
      const answer = ask(new URL(path, root));
      asked.set(path, answer);
      answer.catch(() => asked.delete(path));
    }
    return asked.get(path);
  };
}

async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/* `units/141123-014/` → `141123-014`: how lists name a unit. */
export function unitKey(address) { return address.replace(/^units\/|\/$/g, ""); }

const NAME = /^(([0-9]{6})-([0-9]{3,12}|x[0-9a-f]{8}))-(([0-9]{4})-(dept|unit)-(budget|final))$/;

/* The parts of the name of a package, or null for what is none. */
export function partsOf(name) {
  const found = NAME.exec(name);
  if (!found) return null;
  const [, unit, division, agency, rest, year, scope, kind] = found;
  return { unit, division, agency, rest, year, scope, kind };
}
