/* The language of the page, and what is said in it. */

export const english = document.documentElement.lang === "en";

export function say(zh, en) { return english ? en : zh; }

/* `3 个单位` / `3 units`. */
export function counted(number, zh, one, many = `${one}s`) {
  return say(`${number} ${zh}`, `${number} ${number === 1 ? one : many}`);
}
