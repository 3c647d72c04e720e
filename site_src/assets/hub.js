/* The search field of a hub: units of all portals by any part of their name or division. The list is fetched once, at
   the second character. */

import { chinese, element } from "./lib/elements.js";
import { counted, english, say } from "./lib/language.js";
import { fetcher } from "./lib/site.js";
import { length, readWords, squeeze } from "./lib/text.js";

const MOST = 12;

class Search {
  constructor(form) {
    this.address = form.dataset.units;
    this.get = fetcher(location.href);
    this.input = form.querySelector("input");
    this.found = form.querySelector(".found");
    this.status = form.querySelector("[role=status]");
    this.turn = 0;
    form.addEventListener("submit", (event) => event.preventDefault());
    this.input.addEventListener("input", () => this.search());
    form.hidden = false;
  }

  /* What was asked for meanwhile is shown instead. */
  async search() {
    const words = readWords(this.input.value), own = ++this.turn;
    if (length(words.join("")) < 2) {
      this.found.replaceChildren();
      this.status.textContent = "";
      return;
    }
    try {
      const told = await this.get(this.address);
      if (own === this.turn) this.show(told, words);
    } catch {
      if (own === this.turn) this.status.textContent = say("目录读取失败，请看下面的列表。", "The list could not be read; see below.");
    }
  }

  show({ units, sites }, words) {
    const hits = units.filter(([division, agency]) => {
      const name = squeeze(division + agency);
      return words.every((word) => name.includes(word));
    });
    const rank = ([, agency]) => (squeeze(agency).includes(words[0]) ? 0 : 1);
    hits.sort((one, other) => rank(one) - rank(other));
    this.status.textContent = hits.length ? counted(hits.length, "个单位", "unit") : say("没有找到", "nothing found");
    this.found.replaceChildren(...hits.slice(0, MOST).map((hit) => entry(hit, sites)));
  }
}

function entry([division, agency, site, address, years], sites) {
  const link = element("a");
  link.href = sites[site] + (english ? "en/" : "") + address;
  link.append(chinese(element("span", "", agency)), element("small", "", `${division} · ${years.join(say("、", ", "))}`));
  return link;
}

for (const form of document.querySelectorAll("form.find")) new Search(form);
