/* Disclosures side by side. The choice stands in the address; each disclosure is one small file, asked for when it is
   chosen. Amounts are shown as printed; what is worked out here is exact (BigInt) and says so. */

import { anchor, button, chinese, element } from "../lib/elements.js";
import { say } from "../lib/language.js";
import { partsOf, siteWith } from "../lib/site.js";
import { warnings } from "./basis.js";
import { Choice } from "./choice.js";
import { Data } from "./data.js";
import { download } from "./export.js";
import { Picker } from "./picker.js";
import { notices, section } from "./tables.js";
import { LETTERS, SECTIONS } from "./words.js";

const MORE = 8;

class Comparison {
  constructor(place) {
    const form = place.querySelector("form.pick");
    this.place = place;
    this.states = JSON.parse(place.dataset.states);
    this.options = place.querySelector(".options");
    this.site = siteWith(form.dataset.units);
    this.data = new Data(this.site.get);
    this.choice = new Choice(this.options);
    this.picker = new Picker(form, this.data, () => this.choice.names, (name) => this.add(name));
    addEventListener("popstate", () => this.read());
    this.options.addEventListener("change", () => { this.choice.keepOptions(); this.draw(); });
    this.options.querySelector("button").addEventListener("click", () => download(this.view()));
    this.read();
  }

  read() {
    this.choice.read();
    this.update();
  }

  add(name) {
    if (this.choice.names.includes(name)) return;
    if (this.choice.isFull) {
      this.picker.tell(say("最多比较六份，请先移去一份。", "Six at most: remove one first."));
      return;
    }
    this.choice.add(name);
    this.update();
  }

  drop(name) {
    this.choice.drop(name);
    this.update();
    this.picker.input.focus();
  }

  first(name) {
    this.choice.first(name);
    this.update();
    this.picker.input.focus();
  }

  /* Fetch what is missing and draw; what was asked for meanwhile is drawn instead. */
  async update() {
    this.picker.tell("");
    const names = this.choice.names;
    try {
      if (names.length) {
        await this.data.load();
        await Promise.all(names.filter((name) => this.data.knows(name)).map((name) => this.data.loadFile(name)));
      }
    } catch {
      this.picker.tell(say("数据没有取到，请再试一次。", "The data could not be fetched; please try again."));
      return;
    }
    if (names === this.choice.names) this.draw();
  }

  view() {
    const shown = this.choice.names.map((name) => this.data.files.get(name)).filter(Boolean);
    const { detail, as } = this.options.elements;
    return { shown, states: this.states, detail: Number(detail.value), as: as.value, root: this.site.root, pages: this.site.home };
  }

  draw() {
    const view = this.view(), { shown } = view, names = this.choice.names;
    const vain = this.inVain(names);
    if (vain) this.picker.tell(vain);
    this.drawChosen();
    this.drawAlso();
    this.place.classList.toggle("used", names.length > 0);
    this.options.hidden = shown.length < 2;
    const result = this.place.querySelector(".result");
    result.replaceChildren();
    if (shown.length === 1) result.append(element("p", "state", say("再加一份，就可以比较。", "Add another one to compare.")));
    if (shown.length < 2) return;
    result.append(notices(view, warnings(shown, this.states)), ...SECTIONS.map((part) => section(view, part)));
  }

  /* What the address asks for and does not get. */
  inVain(names) {
    const { strange, left } = this.choice, told = [];
    const unknown = [...names.filter((name) => !this.data.knows(name)), ...strange], more = unknown.length - MORE;
    if (unknown.length) {
      const rest = more > 0 ? say(`等 ${unknown.length} 份`, ` and ${more} more`) : "";
      told.push(say("没有这份文档：", "There is no such disclosure: ") + unknown.slice(0, MORE).join(say("、", ", ")) + rest + say("。", "."));
    }
    if (left) told.push(say(`最多比较六份，没有列出其余 ${left} 份。`, `Six at most: ${left} more ${left === 1 ? "is" : "are"} left out.`));
    return told.join(say("", " "));
  }

  drawChosen() {
    let letter = 0;
    this.place.querySelector(".chosen").replaceChildren(...this.choice.names.map((name) => {
      const d = this.data.files.get(name);
      return this.chip(name, d, d ? LETTERS[letter++] : "–");
    }));
  }

  chip(name, d, letter) {
    const item = element("li", ""), what = element("span", "what");
    if (d) {
      const small = element("small", "", `${say(d.title[0], d.title[1])} `);
      small.append(chinese(element("span", "", d.where)));
      what.append(chinese(anchor(this.site.home, d.address, d.name)), small);
    } else {
      what.append(name);
    }
    item.append(element("b", "letter", letter), what);
    if (d && letter !== "A") item.append(labelled("↤", say(`把 ${letter} 放到最前，与它相比`, `Put ${letter} first, to compare with it`), () => this.first(name)));
    item.append(labelled("×", say("移去 ", "Remove ") + letter, () => this.drop(name)));
    return item;
  }

  /* Other disclosures of the units that are chosen: one click away. */
  drawAlso() {
    const also = this.place.querySelector(".also"), names = this.choice.names;
    also.replaceChildren();
    if (!this.data.index || !names.length || this.choice.isFull) return;
    const units = names.map((name) => partsOf(name).unit);
    const more = this.data.index.all.filter((one) => !names.includes(one.name) && units.includes(partsOf(one.name).unit)).slice(0, MORE);
    if (!more.length) return;
    also.append(element("span", "quiet", say("同一单位的：", "Of the same unit: ")));
    for (const one of more) {
      const add = button("", "＋ ", () => this.add(one.name));
      add.append(chinese(element("span", "", one.unit)), ` ${one.title}`);
      also.append(add);
    }
  }
}

/* A button that is a mark, with its name. */
function labelled(mark, name, act) {
  const made = button("", mark, act);
  made.setAttribute("aria-label", name);
  made.title = name;
  return made;
}

const place = document.querySelector(".compare");
if (place) new Comparison(place);
