/* Findings of one disclosure: what does not fit is hidden, and so are headings that are left empty. */

import { KeptForm } from "../lib/kept-form.js";
import { say } from "../lib/language.js";

const NAMES = ["family", "severity", "category", "table"];
const BOXES = ".group, .group details, section.category";

export function filterPage(form) {
  const items = [...document.querySelectorAll("li[data-category]")], count = form.querySelector(".count");
  const kept = new KeptForm(form, NAMES, show);
  if (kept.isUsed) show();

  function show() {
    kept.keep();
    for (const item of items) item.hidden = !NAMES.every((name) => !kept.value(name) || item.dataset[name] === kept.value(name));
    for (const box of document.querySelectorAll(BOXES)) showBox(box, kept.isUsed);
    const left = items.filter((item) => !item.hidden).length;
    count.textContent = kept.isUsed ? say(`显示 ${left} 处，共 ${items.length} 处。`, `${left} of ${items.length} findings.`) : "";
  }
}

function showBox(box, isUsed) {
  if (!box.querySelector("li[data-category]")) {
    box.hidden = isUsed;
    return;
  }
  box.hidden = !box.querySelector("li[data-category]:not([hidden])");
  if (box.tagName === "DETAILS") box.open = isUsed && !box.hidden;
}
