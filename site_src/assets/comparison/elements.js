/* Elements of the comparison alone. */

import { element } from "../lib/elements.js";

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
