/* Filters of findings: those of one disclosure (all on the page) and those of the whole catalog (asked for at first use). */

import { Catalog } from "./catalog.js";
import { filterPage } from "./page.js";

/* A finding that is linked to may stand in something folded. */
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (!folded || folded.open) return;
  folded.open = true;
  target.scrollIntoView();
}

const here = document.querySelector("form.findings-here"), all = document.querySelector("form.findings-all");
if (here) filterPage(here);
if (all) new Catalog(all);
reveal();
addEventListener("hashchange", reveal);
