/* Findings of the whole catalog: counts from the index, texts division by division until enough is shown. */

import { anchor, button, chinese, element, mixed } from "../lib/elements.js";
import { KeptForm } from "../lib/kept-form.js";
import { english, say } from "../lib/language.js";
import { siteWith } from "../lib/site.js";
import { fold } from "../lib/text.js";

const NAMES = ["words", "unit", "category", "severity", "family", "check", "year"];
const STEP = 40;

export class Catalog {
  constructor(form) {
    this.site = siteWith(form.dataset.index);
    this.count = form.querySelector(".count");
    this.matches = document.querySelector(".matches");
    this.index = null;
    this.wanted = STEP;
    this.turn = 0;
    this.form = new KeptForm(form, NAMES, () => { this.wanted = STEP; this.show(); });
    if (this.form.isUsed) this.show();
  }

  show() {
    const own = ++this.turn;
    this.form.keep();
    this.matches.hidden = !this.form.isUsed;
    if (this.form.isUsed) {
      this.search(own).catch(() => { if (own === this.turn) this.tell(say("没有取到，请再试一次。", "The findings could not be fetched; please try again.")); });
      return;
    }
    this.tell("");
    this.matches.textContent = "";
  }

  tell(words) { this.count.textContent = words; }

  /* One division after the other, so a phone never holds more than it shows; a newer search ends an older one. */
  async search(own) {
    if (!this.index) this.tell(say("正在取…", "Fetching…"));
    this.index = await this.site.get("assets/findings/index.json");
    const asked = this.asked(), list = this.index.disclosures.filter((d) => asked.is(d) && d[5].some(asked.has));
    const total = list.flatMap((d) => d[5].filter(asked.has)).reduce((sum, group) => sum + group[3], 0);
    const shown = [];
    let at = 0;
    while (own === this.turn && at < list.length && shown.length <= this.wanted) {
      const d = list[at++];
      for (const finding of await this.findingsOf(d)) if (asked.has(finding) && this.says(finding, asked.words)) shown.push([d, finding]);
    }
    if (own !== this.turn) return;
    const isDone = at >= list.length;
    this.report(asked.words.length ? (isDone ? shown.length : null) : total, shown.length);
    this.draw(shown.slice(0, this.wanted), !isDone || shown.length > this.wanted);
  }

  async findingsOf([name]) {
    const division = name.split("-")[0], path = `assets/findings/${english ? "en" : "zh"}/${division}.json`;
    this.tell(say("正在查找…", "Looking…"));
    return (await this.site.get(path))[name] || [];
  }

  /* `total` is null where not all has been looked through. */
  report(total, least) {
    if (total === 0) this.tell(say("没有符合的。", "Nothing matches."));
    else if (total === null) this.tell(say(`至少 ${least} 处。`, `At least ${least} findings.`));
    else this.tell(say(`共 ${total} 处。`, total === 1 ? "1 finding." : `${total} findings.`));
  }

  /* What is asked for: words, whether a disclosure is of it, and whether a finding or a group of findings is. */
  asked() {
    const value = (name) => this.form.value(name), words = (name) => fold(value(name)).split(" ").filter(Boolean);
    const category = this.index.categories.indexOf(value("category")), severity = this.index.severities.indexOf(value("severity"));
    const family = value("family"), check = value("check"), year = value("year"), unit = words("unit");
    return {
      words: words("words"),
      is: ([name, agency, where, fiscalYear]) => {
        const text = fold([name.split("-")[0], agency, where].join(" "));
        return (!year || String(fiscalYear) === year) && unit.every((word) => text.includes(word));
      },
      has: ([code, ofCategory, ofSeverity]) => (category < 0 || ofCategory === category) && (severity < 0 || ofSeverity === severity) &&
        (!family || code[0] === family) && (!check || code === check)
    };
  }

  title(code) {
    const titles = this.index.checks[code];
    return titles ? titles[english ? 1 : 0] : "";
  }

  says(finding, words) {
    const text = words.length ? fold([finding[0], this.title(finding[0]), finding[4]].join(" ")) : "";
    return words.every((word) => text.includes(word));
  }

  draw(found, isMore) {
    const list = element("ul", "findings");
    list.append(...found.map(([d, finding]) => this.item(d, finding)));
    this.matches.replaceChildren(list);
    if (isMore) this.matches.append(button("more", say("再显示一些", "Show more"), () => { this.wanted += STEP; this.show(); }));
  }

  item(d, finding) {
    const { home } = this.site, { categories, severities } = this.index;
    const [code, category, severity, place, message] = finding, title = this.title(code);
    const made = element("li"), about = element("span", "quiet"), where = anchor(home, `d/${d[0]}/checks/#${place}`);
    where.append(chinese(element("span", "", d[1])), ` ${d[4][english ? 1 : 0]}`);
    about.append(where, element("span", "dot", "·"), title ? anchor(home, `checks/${code}/`, `${code} ${title}`) : code);
    made.append(element("span", `tag ${severities[severity]}`, this.named("category", categories[category])), " ");
    mixed(made, message).append(" ", about);
    return made;
  }

  /* As the field calls it. */
  named(name, value) {
    const found = [...this.form.fields[name].options].find((option) => option.value === value);
    return found ? found.textContent : value;
  }
}
