/* The field that finds disclosures: a combobox. */

import { chinese, element } from "../lib/elements.js";
import { say } from "../lib/language.js";
import { fold } from "../lib/text.js";

const FOUND = 10;

export class Picker {
  /* `chosen()` gives the names to leave out; `choose(name)` is called with the one that is picked. */
  constructor(form, data, chosen, choose) {
    this.input = form.querySelector("input");
    this.list = form.querySelector("[role=listbox]");
    this.told = form.querySelector(".told");
    this.data = data;
    this.chosen = chosen;
    this.matches = [];
    this.at = -1;
    this.pick = (name) => { this.close(); this.input.value = ""; if (name) choose(name); };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    this.input.addEventListener("input", () => this.suggest());
    this.input.addEventListener("keydown", (event) => this.steer(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 200));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.pick(this.matches[Number(item.dataset.at)]);
    });
  }

  tell(text) { this.told.textContent = text; }

  async suggest() {
    const asked = fold(this.input.value);
    this.tell("");
    if (asked.length < 2) { this.close(); return; }
    try {
      await this.data.load();
    } catch {
      this.tell(say("名录没有取到，请再试一次。", "The list could not be fetched; please try again."));
      return;
    }
    if (fold(this.input.value) === asked) this.open(this.find(asked));
  }

  /* Exact names first, then names that begin with the first word, that hold it, and the rest, in the list's order. */
  find(asked) {
    const words = asked.split(" "), chosen = this.chosen();
    const rank = (one) => {
      const place = one.names.indexOf(words[0]);
      return one.names === asked ? 0 : place === 0 ? 1 : place > 0 ? 2 : 3;
    };
    return this.data.index.all
      .filter((one) => !chosen.includes(one.name) && words.every((word) => one.text.includes(word)))
      .sort((a, b) => rank(a) - rank(b));
  }

  open(fit) {
    const shown = fit.slice(0, FOUND);
    this.matches = shown.map((one) => one.name);
    this.at = -1;
    this.list.replaceChildren(...shown.map(option));
    this.list.hidden = !shown.length;
    this.input.setAttribute("aria-expanded", String(Boolean(shown.length)));
    this.tell(counted(fit.length));
  }

  close() {
    this.list.hidden = true;
    this.matches = [];
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  steer(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.matches.length) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.pick(this.matches[Math.max(this.at, 0)]);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  move(step) {
    const count = this.matches.length;
    this.at = (this.at + step + count + (this.at < 0 && step < 0 ? 1 : 0)) % count;
    [...this.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === this.at)));
    this.input.setAttribute("aria-activedescendant", `pick-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }
}

function option(one, n) {
  const item = element("li", ""), small = element("small", "", `${one.title} `);
  item.id = `pick-${n}`;
  item.dataset.at = String(n);
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  small.append(chinese(element("span", "", one.where)));
  item.append(chinese(element("span", "", one.unit)), small);
  return item;
}

function counted(count) {
  if (!count) return say("没有找到。试试更短的词。", "Nothing found. Names are in Chinese; try fewer characters.");
  if (count > FOUND) return say(`共 ${count} 份，先列 ${FOUND} 份；多输几个字。`, `${count} found, the first ${FOUND} shown; type more.`);
  return say(`共 ${count} 份，用上下键选择。`, `${count} found; choose with the arrow keys.`);
}
