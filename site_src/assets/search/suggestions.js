/* What is found, below the field. The field keeps the focus: arrow keys choose, Enter follows. */

import { chinese, element } from "../lib/elements.js";
import { counted, english, say } from "../lib/language.js";
import { unitKey } from "../lib/site.js";
import { byScript } from "../lib/text.js";
import { MOST_BELOW } from "./below.js";
import { highlight } from "./highlight.js";
import { MOST_NAMES } from "./projects.js";
import { MOST_UNITS } from "./units.js";

const MOST_PLACES = 3;

export class Suggestions {
  /* Links lead below `home`. */
  constructor(form, home) {
    this.home = home;
    this.input = form.querySelector("input");
    this.found = form.querySelector(".found");
    this.status = form.querySelector("[role=status]");
    this.next = form.querySelector(".next");
    this.active = -1;
    this.input.addEventListener("keydown", (event) => this.steer(event));
  }

  /* Nothing but these words. */
  tell(words) {
    this.found.textContent = this.next.textContent = this.status.textContent = "";
    this.next.hidden = true;
    this.activate(-1);
    this.input.setAttribute("aria-expanded", "false");
    if (words) this.advise(words);
  }

  advise(words) {
    const line = element("p", "", words);
    line.setAttribute("aria-hidden", "true");
    this.status.textContent = words;
    this.next.append(line);
    this.next.hidden = false;
  }

  /* `units` and `projects` of the result are null until they are known. */
  show(result) {
    const { places, below } = result, units = result.units || [], projects = result.projects || { shown: [] };
    const kept = this.options[this.active]?.href;
    this.found.textContent = this.next.textContent = "";
    this.next.hidden = true;
    this.part(say("单位", "Units"), units, MOST_UNITS, (unit) => this.unit(unit, result));
    this.part(say("下属单位", "Units below a department"), below, MOST_BELOW, (one) => [this.below(one, result.words)]);
    this.part(say("地区", "Places"), places, MOST_PLACES, (place) => [this.place(place, result.words)]);
    this.part(say("项目名称", "Names of projects"), projects.shown, MOST_NAMES, (one) => [this.project(one, result.words)], projects);
    const isAny = units.length + places.length + below.length + projects.shown.length > 0 || result.within !== null;
    if (isAny && result.projects) this.found.append(group("", [this.more(result)]));
    this.options.forEach((one, at) => { one.id = `found-${at}`; });
    this.activate(this.options.findIndex((one) => one.href === kept));
    this.input.setAttribute("aria-expanded", String(isAny));
    if (result.failed) this.advise(say("名录没有取到，请再试一次。", "The list could not be fetched; please try again."));
    else if (isAny) this.status.textContent = toldOf(result, units, projects);
    else if (result.units && result.projects) this.nothing(result.words.join(" "));
    else this.status.textContent = say("正在查找…", "Searching…");
  }

  /* `total` says how many there are if they are not all in `fit`. */
  part(title, fit, most, optionsOf, total = { all: fit.length, about: "" }) {
    if (!fit.length) return;
    const shown = Math.min(most, fit.length), number = total.about + total.all;
    const cut = total.all > shown ? say(`（${number} 个，先列 ${shown} 个）`, ` (${number}, the first ${shown})`) : "";
    this.found.append(group(title + cut, fit.slice(0, most).flatMap(optionsOf)));
  }

  /* A unit that is meant has its projects as one entry below it; where a document is asked for, it stands for itself. */
  unit(unit, { words, units }) {
    const [name, where, , address, projects] = unit.row;
    if (unit.disclosures?.length) return unit.disclosures.map((one) => this.disclosure(one, unit, words));
    const made = [this.option(address, chinese(highlight(name, words)), note(highlight(where, words, "small"), where))];
    const others = units.filter((other) => other !== unit && (unit.rank >= 2 || other.rank < 2));
    if (!others.length && projects) {
      const text = say(`它的 ${projects} 个项目`, `Its ${counted(projects, "", "project")}`);
      const below = this.option(`projects/?unit=${unitKey(address)}`, element("span", "", text));
      below.classList.add("below");
      made.push(below);
    }
    return made;
  }

  disclosure({ address, title }, { row: [name, where] }, words) {
    const small = element("small", "", `${title} `);
    small.append(chinese(highlight(where, words)));
    return this.option(address, chinese(highlight(name, words)), small);
  }

  /* Its projects, which the documents of its department print. */
  below({ name, of, department }, words) {
    const query = new URLSearchParams({ unit: `${department} ${name}` });
    return this.option(`projects/?${query}`, chinese(highlight(name, words)), note(highlight(of, words, "small"), of));
  }

  place({ where, units, code }, words) {
    const number = counted(units, "个单位", "unit");
    return this.option(`units/#${code}`, chinese(highlight(where, words)), highlight(number, words, "small"));
  }

  project({ name, note: whose, address }, words) {
    return this.option(address, chinese(highlight(name, words)), note(element("small", "", whose), whose));
  }

  /* On to the list of projects. */
  more({ words, within, units, asked: wanted }) {
    const asked = words.join(" ");
    if (wanted && isThere(units)) {
      const query = new URLSearchParams(["year", "kind"].filter((name) => wanted[name]).map((name) => [name, wanted[name]]));
      query.set("unit", wanted.words.join(" "));
      return this.option(`projects/?${query}`, element("span", "", say(`「${asked}」的项目`, `Projects of “${asked}”`)));
    }
    if (within) {
      const text = say(`在「${within.unit}」的项目里找「${within.words}」`, `Look for “${within.words}” in the projects of “${within.unit}”`);
      return this.option(`projects/?${new URLSearchParams({ words: within.words, unit: within.unit })}`, element("span", "", text));
    }
    const text = say(`在全部项目的名称、用途与指标里找「${asked}」`, `Look for “${asked}” in names, purposes and indicators of all projects`);
    return this.option(`projects/?${new URLSearchParams({ words: asked })}`, element("span", "", text));
  }

  option(address, ...inside) {
    const link = this.link(address);
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.tabIndex = -1;
    link.append(...inside);
    return link;
  }

  link(address, text) {
    const link = element("a", "", text);
    link.href = new URL(address, this.home).href;
    return link;
  }

  nothing(asked) {
    this.advise(say(`没有找到「${asked}」。试试更短的词，或去掉“县”“区”“局”。`, `Nothing found for “${asked}”. Names are in Chinese; try fewer characters.`));
    const list = element("ul");
    for (const [address, text] of [
      [`projects/?${new URLSearchParams({ words: asked })}`, say("在项目的用途与指标里找", "Look in purposes and indicators of projects")],
      ["units/", say("按地区看全部单位", "All units by place")],
      ["contribute/", say("还没有收录？交来它的公开文档", "Not here yet? Bring its published document")]
    ]) {
      const item = element("li");
      item.append(this.link(address, text));
      list.append(item);
    }
    this.next.append(list);
  }

  get options() { return [...this.found.querySelectorAll("[role=option]")]; }

  steer(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = this.options.length;
    if (!step || !count) return;
    event.preventDefault();
    const next = this.active + step;
    this.activate(this.active < 0 && step < 0 ? count - 1 : next >= count ? -1 : next);
  }

  activate(at) {
    this.active = Math.max(at, -1);
    this.options.forEach((one, n) => one.setAttribute("aria-selected", String(n === this.active)));
    if (this.active < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", `found-${this.active}`);
    this.options[this.active].scrollIntoView({ block: "nearest" });
  }

  /* To what is chosen, or else to the first. */
  follow() {
    const chosen = this.options[Math.max(this.active, 0)];
    if (chosen) location.href = chosen.href;
  }
}

function group(title, made) {
  const box = element("div");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", title || say("更多", "More"));
  if (title) {
    const heading = element("p", "quiet", title);
    heading.setAttribute("aria-hidden", "true");
    box.append(heading);
  }
  box.append(...made);
  return box;
}

function note(small, text) { return english && byScript(text).some(([, isChinese]) => isChinese) ? chinese(small) : small; }

/* Whether some unit has the disclosure that is asked for. */
function isThere(units) { return units.some((unit) => unit.disclosures.length); }

function toldOf({ places, below, asked }, units, projects) {
  if (!units.length && !places.length && !below.length && projects.all === 0) return say("没有名称同时含这些字；可以在单位的项目里找。", "No name holds all of this; look in the projects of the unit.");
  const parts = [counted(units.length, "个单位", "unit")];
  if (asked && !isThere(units)) parts[0] += say("，都没有这一年度或种类的文档", ", none with a document of this year or kind");
  if (places.length) parts.push(counted(places.length, "个地区", "place"));
  if (below.length) parts.push(counted(below.length, "个下属单位", "unit below a department", "units below departments"));
  if (projects.all === undefined) parts.push(say("正在查找项目…", "searching projects…"));
  else parts.push(projects.about + counted(projects.all, "个项目名称", "name") + say("", " of projects"));
  return parts.join(say("，", ", "));
}
