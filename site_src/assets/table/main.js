/* Sorting, filtering and copying of a standard table. Without it the table is complete, in printed order. */

import { startCopying } from "./copying.js";
import { startFiltering } from "./filtering.js";
import { startSorting } from "./sorting.js";

const tables = [...document.querySelectorAll("table.amounts")];
const form = document.querySelector("form.tools"), copy = document.querySelector("button.copy");
tables.forEach(startSorting);
if (tables.length && form) startFiltering(form, tables);
if (tables.length && copy) startCopying(copy, tables);
