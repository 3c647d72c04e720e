/* Amounts of projects in cents: as Number where there are many, which is exact below ninety trillion 元. */

import { grouped, inWan } from "../lib/money.js";

/* `1234.5` 元 → 123450; null where nothing is printed. */
export function centsOf(yuan) {
  if (yuan === "") return null;
  const [whole, fraction = ""] = yuan.replace("-", "").split(".");
  const cents = Number(whole) * 100 + Number(`${fraction}00`.slice(0, 2));
  return yuan[0] === "-" ? -cents : cents;
}

/* 万元 as typed → cents, or null. */
export function centsTyped(typed) {
  const number = parseFloat(typed);
  return Number.isFinite(number) ? Math.round(number * 1e6) : null;
}

/* `1234.50`, of cents as Number or BigInt. */
export function plainYuan(cents) {
  const amount = BigInt(cents), size = amount < 0 ? -amount : amount;
  return `${amount < 0 ? "-" : ""}${size / BigInt(100)}.${String(size % BigInt(100)).padStart(2, "0")}`;
}

/* `1,234.50`, whole amounts without `.00`. */
export function groupedYuan(cents) {
  const [whole, fraction] = plainYuan(cents).split(".");
  return grouped(whole) + (fraction === "00" ? "" : `.${fraction}`);
}

/* `0.12` 万元, or "" for an amount that has more digits in 万元. */
export function shortWan(cents) { return cents % BigInt(10000) ? "" : inWan(plainYuan(cents)); }
