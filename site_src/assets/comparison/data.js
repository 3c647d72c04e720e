/* What is fetched: the list of units, the list of disclosures, and one small file for each that is chosen. */

import { partsOf, unitKey } from "../lib/site.js";
import { fold } from "../lib/text.js";
import { titleOf } from "./words.js";

export class Data {
  /* `get(path)` as of `siteWith`. */
  constructor(get) {
    this.get = get;
    this.index = null;
    this.files = new Map();
    this.waiting = null;
  }

  /* All disclosures with what the picker searches. A failure is not kept: the next call asks again. */
  load() {
    this.waiting = this.waiting || this.loadIndex().catch((error) => { this.waiting = null; throw error; });
    return this.waiting;
  }

  async loadIndex() {
    const [units, packages] = await Promise.all([this.get("assets/find/units.json"), this.get("assets/compare/index.json")]);
    const all = units.flatMap((row) => {
      const key = unitKey(row[3]);
      return (packages[key] || []).map((rest) => entry(row, `${key}-${rest}`));
    });
    this.index = { all, packages };
    return this.index;
  }

  knows(name) {
    const parts = partsOf(name);
    return Boolean(parts && this.index && (this.index.packages[parts.unit] || []).includes(parts.rest));
  }

  async loadFile(name) {
    if (!this.files.has(name)) this.files.set(name, await this.get(`assets/compare/${name}.json`));
    return this.files.get(name);
  }
}

function entry(row, name) {
  const title = titleOf(partsOf(name));
  const text = fold(`${row.slice(0, 3).join(" ")} ${title} ${name}`);
  return { name, unit: row[0].split(" ")[0], names: fold(row[0]), where: row[1], title, text };
}
