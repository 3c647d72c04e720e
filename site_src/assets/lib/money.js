/* Amounts in figures, exact: strings and BigInt, in millionths of 元. */

const NONE = BigInt(0);

/* 1234567 → 1,234,567 */
export function grouped(digits) { return String(digits).replace(/\B(?=([0-9]{3})+$)/g, ","); }

/* `1234.5` 元 as millionths; null for what is no amount. */
export function exact(yuan) {
  const found = /^(-?)([0-9]+)(?:\.([0-9]{1,6}))?$/.exec(yuan || "");
  if (!found) return null;
  const amount = BigInt(found[2] + `${found[3] || ""}000000`.slice(0, 6));
  return found[1] ? -amount : amount;
}

/* 元 as 万元, with all its digits and at least two after the point. */
export function inWan(yuan) {
  const amount = exact(yuan);
  if (amount === null) return "";
  const digits = String(amount < NONE ? -amount : amount).padStart(11, "0");
  const fraction = digits.slice(-10).replace(/0+$/, "").padEnd(2, "0");
  return `${amount < NONE ? "-" : ""}${grouped(digits.slice(0, -10))}.${fraction}`;
}
