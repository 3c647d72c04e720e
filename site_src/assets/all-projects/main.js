/* Filters, order, sums and download of all projects. The directory is asked for at first use, then the files that can
   hold what fits; what is chosen stands in the address, to be shared. Without it the page is a plain list. */

import { say } from "../lib/language.js";
import { KeptForm } from "../lib/kept-form.js";
import { siteWith } from "../lib/site.js";
import { readList } from "../lib/text.js";
import { centsTyped } from "./amounts.js";
import { fitting, prepare } from "./directory.js";
import { download } from "./export.js";
import { PARTS, matching, saying, sorted } from "./matches.js";
import { Report } from "./report.js";
import { Table } from "./table.js";

const LIST = "assets/projects/list.json";
const AT_ONCE = 4;
const SEEN = ["words", "unit", "from", "to"], FOLDED = ["division", "year", "kind", "function", "in", "form", "sort"];
const LARGEST_FIRST = "-amount";

class Projects {
  constructor(form) {
    this.site = siteWith(form.dataset.list);
    this.report = new Report(form, this.site.home);
    this.table = new Table(document.querySelector(".matches"), this.site, (sort) => this.sort(sort));
    this.list = document.querySelector(".all-projects");
    this.found = [];
    this.turn = 0;
    this.form = new KeptForm(form, [...SEEN, ...FOLDED], () => this.show());
    form.querySelector("details").open = FOLDED.some((name) => this.form.value(name));
    form.addEventListener("focusin", () => this.site.get(LIST).catch(() => { /* told when it is needed */ }));
    this.report.csv.addEventListener("click", () => download(this.found, this.site));
    if (this.form.isUsed) this.show();
  }

  /* What is asked for; words are squeezed as the index is. */
  get ask() {
    const value = (name) => this.form.value(name);
    return {
      words: readList(value("words")), parts: PARTS[value("in")] || PARTS.all, unit: value("unit"), division: value("division"),
      year: value("year"), kind: value("kind"), functions: readList(value("function")),
      from: centsTyped(value("from")), to: centsTyped(value("to")), form: value("form"), sort: value("sort") || LARGEST_FIRST
    };
  }

  /* What was asked for meanwhile is shown instead. */
  async show() {
    const own = ++this.turn, { ask, site: { get } } = this;
    this.form.keep();
    if (!this.form.isUsed) {
      this.clear();
      return;
    }
    this.report.tell(say("正在查找…", "Searching…"));
    try {
      const all = prepare(await get(LIST));
      const parts = await this.read(all, await saying(get, all, ask), ask, own);
      if (own === this.turn) this.draw(sorted(parts.flat(), ask.sort), all, ask);
    } catch {
      if (own === this.turn) this.report.tell(say("项目清单没有取到，请再试一次。", "The list of projects could not be fetched; please try again."));
    }
  }

  clear() {
    this.found = [];
    this.report.clear();
    this.table.clear();
    this.list.hidden = false;
  }

  /* Of the files that can hold what fits, a few at once, the matches of each. */
  async read(all, said, ask, own) {
    const fits = fitting(all, ask), parts = [];
    const can = (d) => fits[d.at] && (!said || said.holds(d));
    const files = all.files.filter((file) => file.disclosures.some(can));
    let next = 0, done = 0;
    const readOn = async () => {
      while (next < files.length && own === this.turn) {
        const at = next++, file = files[at];
        parts[at] = matching(file, await this.site.get(`assets/projects/rows/${file.at}.json`), fits, said, ask);
        done += 1;
        if (own === this.turn && files.length > 1) this.report.tell(say(`正在查找…（${done}/${files.length}）`, `Searching… (${done} of ${files.length})`));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, readOn));
    return parts;
  }

  draw(found, all, ask) {
    this.found = found;
    this.report.show(found, all.total, ask);
    this.table.show(found, ask.sort);
    this.list.hidden = true;
  }

  /* Another order of what is shown. */
  sort(sort) {
    this.form.fields.sort.value = sort;
    this.form.keep();
    this.found = sorted(this.found, sort);
    this.table.draw(this.found, sort);
  }
}

const form = document.querySelector("form.of-projects");
if (form) new Projects(form);
