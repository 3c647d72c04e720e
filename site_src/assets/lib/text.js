/* Text as it is compared. */

/* Half width, lower case, only letters and digits: as `grams.py` writes the indexes of projects. */
export function squeeze(value) {
  if (/^[\u4e00-\u9fff0-9a-z]*$/.test(value)) return value;
  return value.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, "");
}

/* Half width, lower case, one blank for any. */
export function fold(value) { return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim(); }

/* What is typed, as squeezed words. */
export function readWords(value) { return squeezedParts(value, /\s+/); }

/* The same where commas part words too. */
export function readList(value) { return squeezedParts(value, /[\s、，,]+/); }

function squeezedParts(value, between) { return value.normalize("NFKC").split(between).map(squeeze).filter(Boolean); }

/* In characters, not in units of UTF-16. */
export function length(value) { return Array.from(value).length; }

/* How long the shortest piece of a text is that has the characters of a word in order; Infinity where there is none. */
export function spanOf(text, word) {
  let best = Infinity;
  for (let from = text.indexOf(word[0]); from >= 0; from = text.indexOf(word[0], from + 1)) {
    let at = from, step = 1;
    while (step < word.length && (at = text.indexOf(word[step], at + 1)) >= 0) step += 1;
    if (step < word.length) break;
    best = Math.min(best, at - from + 1);
  }
  return best;
}

const CHINESE = /([\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+)/;

/* The text in pieces of `[piece, is Chinese]`. */
export function byScript(text) {
  return text.split(CHINESE).map((piece, at) => [piece, at % 2 === 1]).filter(([piece]) => piece);
}
