/* The choice stands in the address: ?d=a,b,c&detail=2&as=share. A new disclosure is a step back and forth. */

import { partsOf } from "../lib/site.js";
import { MOST } from "./words.js";

const OPTIONS = ["detail", "as"];
const LONGEST = 40;

export class Choice {
  constructor(options) {
    this.options = options;
    this.names = [];
    this.strange = [];
    this.left = 0;
  }

  /* Besides the choice, what an address asks for in vain: `strange` is no name of a disclosure, `left` is how many names
     are too many. */
  read() {
    const asked = new URLSearchParams(location.search);
    const found = [...new Set((asked.get("d") || "").split(",").map((name) => name.trim()).filter(Boolean))];
    const names = found.filter(partsOf);
    this.names = names.slice(0, MOST);
    this.strange = found.filter((name) => !partsOf(name)).map(shortened);
    this.left = names.length - this.names.length;
    for (const name of OPTIONS) {
      const field = this.options.elements[name], wanted = asked.get(name);
      field.value = [...field.options].some((option) => option.value === wanted) ? wanted : field.options[0].value;
    }
  }

  get isFull() { return this.names.length >= MOST; }

  add(name) { this.set([...this.names, name]); }
  drop(name) { this.set(this.names.filter((other) => other !== name)); }

  /* Another one in front: what the others are compared with. */
  first(name) { this.set([name, ...this.names.filter((other) => other !== name)]); }

  set(names) {
    this.names = names;
    this.strange = [];
    this.left = 0;
    history.pushState(null, "", this.address());
  }

  keepOptions() { history.replaceState(null, "", this.address()); }

  address() {
    const parts = this.names.length ? [`d=${this.names.join(",")}`] : [];
    for (const name of OPTIONS) {
      const field = this.options.elements[name];
      if (field.selectedIndex > 0) parts.push(`${name}=${field.value}`);
    }
    return location.pathname + (parts.length ? `?${parts.join("&")}` : "");
  }
}

function shortened(name) {
  const characters = Array.from(name);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : name;
}
