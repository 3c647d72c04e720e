/* Elements of a page. Whatever a document says gets here as text, never as HTML. */

import { english } from "./language.js";
import { byScript } from "./text.js";

export function element(tag, css, text) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  if (text) made.textContent = text;
  return made;
}

export function chinese(made) {
  if (english) made.lang = "zh";
  return made;
}

/* English sentences that quote Chinese (units of measure, titles) say so. */
export function mixed(made, text) {
  if (!english) {
    made.append(text);
    return made;
  }
  for (const [piece, isChinese] of byScript(text)) made.append(isChinese ? chinese(element("span", "", piece)) : piece);
  return made;
}

export function anchor(base, address, text, css) {
  const link = element("a", css, text);
  link.href = new URL(address, base).href;
  return link;
}

export function button(css, text, act) {
  const made = element("button", css, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/* A wide table scrolls in its own box, by keyboard too; `label` says what it is. */
export function boxed(table, label) {
  const box = element("div", "scroll");
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  box.append(table);
  return box;
}
