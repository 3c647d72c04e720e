/* The index of pairs of neighbouring characters, as `grams.py` writes it. */

/* Up to `most` pairs of the words, from their beginnings to their ends. */
export function spread(words, most) {
  const pairs = [...new Set(words.flatMap(pairsOf))];
  if (pairs.length <= most) return pairs;
  return Array.from({ length: most }, (_, n) => pairs[Math.round(n * (pairs.length - 1) / (most - 1))]);
}

function pairsOf(word) {
  const characters = Array.from(word);
  return characters.slice(1).map((character, at) => characters[at] + character);
}

/* Rising numbers that hold a pair; the index is cut into `files` below `folder`. */
export async function numbersOf(get, folder, pair, files) {
  if (!files) return [];
  const found = await get(`${folder}${fileOf(pair, files)}.json`);
  let number = 0;
  return (Object.hasOwn(found, pair) ? found[pair] : []).map((gap) => (number += gap));
}

function fileOf(pair, files) {
  const [first, second] = Array.from(pair, (character) => character.codePointAt(0));
  return (first * 31 + second) % files;
}

/* What all the maps of number → places (bits) have: those numbers, with the places that all share. */
export function inAll(maps) {
  const [fewest, ...others] = [...maps].sort((a, b) => a.size - b.size);
  return others.reduce((kept, map) => {
    const next = new Map();
    kept.forEach((places, number) => {
      const both = places & (map.get(number) || 0);
      if (both) next.set(number, both);
    });
    return next;
  }, fewest);
}
