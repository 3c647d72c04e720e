/* The choice stands in the address: ?d=a,b,c&detail=2&as=share. A new disclosure is a step back and forth. */

import { partsOf } from "../lib/site.js";
import { MOST } from "./words.js";

const OPTIONS = ["detail", "as"];

export class Choice {
  constructor(options) {
    this.options = options;
    this.names = [];
  }

  read() {
    const asked = new URLSearchParams(location.search);
    const names = (asked.get("d") || "").split(",").filter(partsOf);
    this.names = [...new Set(names)].slice(0, MOST);
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
