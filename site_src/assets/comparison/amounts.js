/* What is worked out of amounts, exact: strings and BigInt, in millionths of 元. */

import { exact } from "../lib/money.js";

const NONE = BigInt(0);

/* The sum of figures; null where one of them is no amount of money, or there is none. */
export function sum(figures) {
  if (!figures.length) return null;
  return figures.reduce((all, figure) => {
    const amount = exact(figure.yuan);
    return all === null || amount === null ? null : all + amount;
  }, NONE);
}

/* `amount` by `whole` to 0.1%, half away from zero; null where there is no whole above zero. */
export function percent(amount, whole) {
  if (amount === null || whole === null || whole <= NONE) return null;
  const size = amount < NONE ? -amount : amount;
  const tenths = (size * BigInt(2000) + whole) / (whole * BigInt(2));
  const shown = `${tenths / BigInt(10)}.${tenths % BigInt(10)}%`;
  return amount < NONE && tenths ? `-${shown}` : shown;
}

/* The largest size of some amounts, whichever their sign; nothing counts as zero. */
export function largest(amounts) {
  return amounts.reduce((most, amount) => {
    const size = amount === null ? NONE : amount < NONE ? -amount : amount;
    return size > most ? size : most;
  }, NONE);
}

/* What part of a length an amount takes, `12.3%`; "" for nothing. */
export function length(amount, most) {
  if (amount === null || amount === NONE || most <= NONE) return "";
  const size = amount < NONE ? -amount : amount;
  return `${Number(size * BigInt(1000) / most) / 10}%`;
}
