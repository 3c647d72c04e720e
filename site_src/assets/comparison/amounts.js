/* Exact amounts: strings and BigInt, in millionths of 元. */

const NONE = BigInt(0);

export function exact(yuan) {
  const found = /^(-?)([0-9]+)(?:\.([0-9]{1,6}))?$/.exec(yuan || "");
  if (!found) return null;
  const amount = BigInt(found[2] + `${found[3] || ""}000000`.slice(0, 6));
  return found[1] ? -amount : amount;
}

/* The sum of figures; null where one of them is no amount of money, or there is none. */
export function sum(figures) {
  if (!figures.length) return null;
  return figures.reduce((all, figure) => {
    const amount = exact(figure.yuan);
    return all === null || amount === null ? null : all + amount;
  }, NONE);
}

export function inWan(yuan) {
  const amount = exact(yuan);
  if (amount === null) return "";
  const digits = String(amount < NONE ? -amount : amount).padStart(11, "0");
  const fraction = digits.slice(-10).replace(/0+$/, "").padEnd(2, "0");
  return `${amount < NONE ? "-" : ""}${grouped(digits.slice(0, -10))}.${fraction}`;
}

/* `amount` by `whole` to 0.1%, half away from zero; null where there is no whole above zero. */
export function percent(amount, whole) {
  if (amount === null || whole === null || whole <= NONE) return null;
  const size = amount < NONE ? -amount : amount;
  const tenths = (size * BigInt(2000) + whole) / (whole * BigInt(2));
  const shown = `${tenths / BigInt(10)}.${tenths % BigInt(10)}%`;
  return amount < NONE && tenths ? `-${shown}` : shown;
}

export function grouped(digits) { return digits.replace(/\B(?=([0-9]{3})+$)/g, ","); }

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
