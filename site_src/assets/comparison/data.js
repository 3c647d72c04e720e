/* What is fetched: the list of units, the list of disclosures, and one small file for each that is chosen. */

import { fold } from "./elements.js";
import { partsOf } from "./words.js";

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

export class Data {
  constructor(units, list, root) {
    this.units = units;
    this.list = list;
    this.root = root;
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
    const [units, packages] = await Promise.all([get(this.units), get(this.list)]);
    const all = units.flatMap((row) => {
      const key = row[3].replace(/^units\/|\/$/g, "");
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
    if (!this.files.has(name)) this.files.set(name, await get(new URL(`assets/compare/${name}.json`, this.root)));
    return this.files.get(name);
  }
}

function entry(row, name) {
  const title = partsOf(name).title;
  const text = fold(`${row.slice(0, 3).join(" ")} ${title} ${name}`);
  return { name, unit: row[0].split(" ")[0], names: fold(row[0]), where: row[1], title, text };
}
