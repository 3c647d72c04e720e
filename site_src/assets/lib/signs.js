/* The signs of findings, with the way to the finding; the same as the pages bear (`marks.py`, `concerns.flag`). */

import { anchor, element } from "./elements.js";
import { say } from "./language.js";

/* A letter and an anchor on the page `checks` → what `sign` shows, or null. */
export function flagOf(flag, checks) {
  return flag ? { category: flag[0] === "w" ? "wrong" : "look", address: `${checks}#${flag.slice(1)}` } : null;
}

export function sign(base, { category, address }) {
  const told = category === "wrong" ? say("文件中的错误", "Wrong in the document") : say("值得核对", "Worth a look");
  const link = anchor(base, address, category === "wrong" ? "✕" : "◇", `concern ${category}`);
  link.title = told;
  link.append(element("span", "said", told));
  return link;
}
