/* The search field: a list of units and names of projects under it. Nothing is asked for before the second character;
   then the list of units, and of the index of projects the few files that hold the words. */

import { say } from "../lib/language.js";
import { siteWith } from "../lib/site.js";
import { length, readWords } from "../lib/text.js";
import { pickBelow } from "./below.js";
import { documentAsked, withDisclosures } from "./disclosures.js";
import { Suggestions } from "./suggestions.js";
import { namesOfProjects, withWhose } from "./projects.js";
import { isSure, pickPlaces, pickUnits, prepareUnits, withinUnits } from "./units.js";

const PAUSE = 150;

class Search {
  constructor(form) {
    const { home, get } = siteWith(form.dataset.units);
    this.get = get;
    this.input = form.querySelector("input");
    this.shown = new Suggestions(form, home);
    this.turn = 0;
    this.timer = 0;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.shown.follow(); });
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.search(); });
    this.input.addEventListener("compositionend", () => this.search());
    this.input.addEventListener("keydown", (event) => this.clear(event));
    form.hidden = false;
    if (readWords(this.input.value).join("").length > 1) this.search();
  }

  clear(event) {
    if (event.isComposing || event.key !== "Escape" || !this.input.value) return;
    event.preventDefault();
    this.input.value = "";
    this.search();
  }

  /* What was asked for meanwhile is shown instead. */
  search() {
    const words = readWords(this.input.value), own = ++this.turn;
    clearTimeout(this.timer);
    if (length(words.join("")) < 2) {
      this.shown.tell(words.length ? say("再输一个字。", "Type one more character.") : "");
      return;
    }
    const result = { words, units: null, places: [], below: [], projects: null, within: null, asked: null, failed: false };
    const show = (found) => { if (own === this.turn) this.shown.show(Object.assign(result, found)); };
    const failed = () => show({ failed: true });
    const units = this.get("assets/find/units.json").then(prepareUnits);
    units.then((rows) => this.unitsOf(rows, words)).then(show).catch(failed);
    this.timer = setTimeout(() => {
      Promise.all([namesOfProjects(this.get, words), units, this.get("assets/find/below.json")]).then(([names, rows, below]) => {
        show({ projects: withWhose(names, rows), below: pickBelow(below, rows, words) });
      }).catch(failed);
    }, PAUSE);
  }

  /* Units and places that the words name. A year or a kind that no name holds is that of the document. */
  async unitsOf(rows, words) {
    const units = pickUnits(rows, words), asked = documentAsked(words);
    const named = asked && !units.some(isSure) ? pickUnits(rows, asked.words).filter(isSure) : [];
    if (!named.length) return { units, places: pickPlaces(rows, words.join("")), within: withinUnits(rows, words) };
    const [index, { titles }] = await Promise.all(["assets/compare/index.json", "assets/find/projects.json"].map(this.get));
    return { units: withDisclosures(named, asked, index, titles), places: pickPlaces(rows, asked.words.join("")), asked };
  }
}

for (const form of document.querySelectorAll("form.find")) new Search(form);
