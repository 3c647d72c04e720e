/* Elements of the page. Whatever a document says gets here as text, never as HTML. */

import { english } from "./words.js";

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
export function marked(made, text) {
  text.split(/([㐀-鿿]+)/).forEach((piece, n) => {
    if (piece) made.append(english && n % 2 ? chinese(element("span", "", piece)) : piece);
  });
  return made;
}

export function anchor(base, address, text, css) {
  const link = element("a", css, text);
  link.href = new URL(address, base).href;
  return link;
}

export function heading(id, text) {
  const made = element("h2", "", text);
  made.id = id;
  return made;
}

export function rowHead(text) {
  const made = element("th", "", text);
  made.scope = "row";
  return made;
}

export function boxed(table, title) {
  const box = element("div", "scroll");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", title);
  box.append(table);
  return box;
}

const SVG = "http://www.w3.org/2000/svg";

/* A bar `width` ("12.3%") long; hollow where it does not compare with the first. */
export function bar(css, width, hollow) {
  const svg = document.createElementNS(SVG, "svg"), rect = document.createElementNS(SVG, "rect");
  svg.setAttribute("class", css + (hollow ? " hollow" : ""));
  svg.setAttribute("aria-hidden", "true");
  rect.setAttribute("width", width);
  rect.setAttribute("height", "100%");
  svg.append(rect);
  return svg;
}

export function fold(value) { return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim(); }
