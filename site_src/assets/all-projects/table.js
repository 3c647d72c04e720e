/* The table of the projects that match: some at first, more on demand, in the order of any column. */

import { anchor, boxed, button, chinese, element } from "../lib/elements.js";
import { say } from "../lib/language.js";
import { sign } from "../lib/signs.js";
import { whole } from "./matches.js";

const STEP = 100;
const COLUMNS = [["name", say("项目", "Project")], ["year", say("年度", "Year")], ["amount", say("金额", "Amount")], ["indicators", say("指标", "Indicators")]];

export class Table {
  /* `sort(order)` is called when another order is asked for; it shows the table again. */
  constructor(place, site, sort) {
    this.place = place;
    this.site = site;
    this.sort = sort;
    this.shown = STEP;
  }

  clear() { this.place.hidden = true; }

  show(found, order) {
    this.shown = STEP;
    this.draw(found, order);
  }

  /* As many as are shown already. */
  draw(found, order) {
    const table = element("table", "projects all"), head = table.createTHead().insertRow(), body = table.createTBody();
    head.append(...COLUMNS.map(([name, title]) => this.heading(name, title, order)));
    this.add(body, found.slice(0, this.shown));
    this.place.replaceChildren(...(found.length ? [boxed(table, say("符合的项目", "Projects that match"))] : []));
    this.place.hidden = false;
    if (found.length > this.shown) this.place.append(this.moreButton(body, found));
  }

  add(body, projects) { body.append(...projects.map((p) => this.row(whole(p)))); }

  moreButton(body, found) {
    const more = button("more", "", () => {
      const from = this.shown;
      this.shown += STEP;
      this.add(body, found.slice(from, this.shown));
      body.rows[from].querySelector("a").focus({ preventScroll: true });
      if (found.length > this.shown) name();
      else more.remove();
    });
    const name = () => {
      const number = Math.min(STEP, found.length - this.shown);
      more.textContent = say(`再显示 ${number} 个`, `Show ${number} more`);
    };
    name();
    return more;
  }

  /* Names rise at first, numbers fall; the other way the second time. */
  heading(name, title, order) {
    const cell = element("th", name === "name" ? "" : "n");
    const [first, second] = name === "name" ? ["name", "-name"] : [`-${name}`, name];
    cell.scope = "col";
    if (order.replace("-", "") === name) cell.setAttribute("aria-sort", order.startsWith("-") ? "descending" : "ascending");
    cell.append(button("sort", title, () => {
      this.sort(order === first ? second : first);
      this.place.querySelector("th[aria-sort] button").focus();
    }));
    return cell;
  }

  row(p) {
    const { home } = this.site, line = element("tr"), name = element("th"), whose = element("small"), unit = anchor(home, `d/${p.d.package}/`);
    name.scope = "row";
    unit.append(chinese(element("span", "", p.d.agency)), ` ${p.d.title}`);
    whose.append(unit);
    if (p.own) whose.append(chinese(element("span", "", `　${p.own}`)));
    name.append(chinese(anchor(home, p.address, p.name)), ...(p.flag ? [sign(home, p.flag)] : []), whose);
    line.append(name, element("td", "n", p.d.year), this.money(p), indicators(p));
    return line;
  }

  /* Sources exist once for both languages. */
  money(p) {
    const cell = element("td", "n");
    if (p.printed) cell.append(anchor(this.site.root, p.source, p.printed), " ", chinese(element("small", "", p.measure)));
    else cell.append(element("span", "quiet", say("空白", "blank")));
    return cell;
  }
}

function indicators(p) {
  if (p.indicators >= 0) return element("td", "n", String(p.indicators));
  const cell = element("td", "n");
  cell.append(element("span", "quiet", say("无表", "no form")));
  return cell;
}
