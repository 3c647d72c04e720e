/* A long page of forms on a phone: each form folded to its name and facts, the one linked to open. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var forms = [].slice.call(document.querySelectorAll("details.form"));
    var button = document.querySelector("button.fold");
    if (!button || !forms.length) return;
    if (matchMedia("(max-width: 47.99rem)").matches) all(false);
    button.hidden = false;
    name();
    button.addEventListener("click", function () { all(!isOpen()); name(); });
    window.addEventListener("hashchange", reveal);
    window.addEventListener("beforeprint", function () { all(true); name(); });
    reveal();

    function isOpen() { return forms.some(function (form) { return form.open; }); }
    function all(open) { forms.forEach(function (form) { form.open = open; }); }
    function name() { button.textContent = isOpen() ? button.dataset.shut : button.dataset.open; }

    function reveal() {
      var target = document.getElementById(location.hash.slice(1));
      var section = target && target.closest("section.form");
      if (!section) return;
      section.querySelector("details.form").open = true;
      name();
      target.scrollIntoView();
    }
  });
})();
