/* A form of filters whose choice stands in the address, so that it can be shared. */

const PAUSE = 150;

export class KeptForm {
  /* Fills the fields `names` from the address, shows the form, and calls `show()` after every change. */
  constructor(form, names, show) {
    this.fields = form.elements;
    this.names = names;
    const asked = new URLSearchParams(location.search);
    for (const name of names) if (asked.has(name)) this.fields[name].value = asked.get(name);
    let timer = 0;
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    form.addEventListener("reset", () => setTimeout(show, 0));
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, PAUSE); });
    form.hidden = false;
  }

  value(name) { return this.fields[name].value.trim(); }

  get isUsed() { return this.names.some((name) => this.value(name)); }

  /* Puts the choice into the address; what stands after # stays. */
  keep() {
    const kept = new URLSearchParams();
    for (const name of this.names) if (this.value(name)) kept.set(name, this.value(name));
    const query = kept.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    } catch {
      /* browsers refuse too many changes in a row: this one is not kept */
    }
  }
}
