/* A text with its matches marked; only text nodes, whatever it says. */

import { element } from "../lib/elements.js";
import { squeeze } from "../lib/text.js";

export function highlight(text, words, tag = "span") {
  const characters = Array.from(text), marked = markedOf(characters, words), made = element(tag);
  for (let from = 0, to; from < characters.length; from = to) {
    to = from;
    while (to < characters.length && marked.has(to) === marked.has(from)) to += 1;
    const piece = characters.slice(from, to).join("");
    made.append(marked.has(from) ? element("mark", "", piece) : piece);
  }
  return made;
}

/* Places of the characters that the words stand for; without a match, those that have their letters in order. */
function markedOf(characters, words) {
  const places = characters.flatMap((character, at) => Array(squeeze(character).length).fill(at));
  const plain = characters.map(squeeze).join(""), marked = new Set();
  for (const word of words) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
      for (let one = at; one < at + word.length; one++) marked.add(places[one]);
    }
  }
  return marked.size ? marked : inOrder(plain, words.join(""), places);
}

function inOrder(plain, word, places) {
  const marked = new Set();
  let at = -1;
  for (const letter of word.split("")) {
    at = plain.indexOf(letter, at + 1);
    if (at < 0) return new Set();
    marked.add(places[at]);
  }
  return marked;
}
