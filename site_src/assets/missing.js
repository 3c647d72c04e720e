/* The page for wrong addresses: in the language of the address, with the same page of the newest release if there is one.
   It runs before portal.js, which takes its language from the page. */
(function () {
  "use strict";
  var given = document.currentScript.dataset;
  var root = new URL(given.root.replace(/\/?$/, "/"), location.href);
  var site = given.version ? new URL("../", root) : root;
  var asked = location.pathname.slice(site.pathname.length);
  /* What stood here before there were releases, or what follows the name of one. */
  var pages = [];
  if (given.version) pages = asked.indexOf("en/") === 0 ? [asked] : [asked, asked.replace(/^[^/]+\//, "")];
  var english = pages.concat(asked).some(function (page) { return page.indexOf("en/") === 0; });
  if (english) document.documentElement.lang = "en";

  document.addEventListener("DOMContentLoaded", function () {
    var lang = english ? "en" : "zh";
    document.querySelectorAll(".in-one-language").forEach(function (part) {
      if (part.lang === lang) part.hidden = false;
      else part.remove();
    });
    document.querySelectorAll("section.missing").forEach(function (section) {
      if (section.lang === lang) section.parentNode.prepend(section);
      else section.querySelector("form").remove();
    });
    offer(pages.filter(function (page) { return page && new URL(page, root).pathname !== location.pathname; }));
  });

  /* Name the first of these pages that is there. */
  function offer(pages) {
    if (!pages.length) return;
    var there = new URL(pages[0], root);
    fetch(there, { method: "HEAD" }).then(function (answer) { return answer.ok; }, function () { return false; }).then(function (is) {
      if (!is) return offer(pages.slice(1));
      var told = document.querySelector("section.missing .found-there");
      told.querySelector("a").href = there.href + location.hash;
      told.querySelector("a").textContent = pages[0];
      told.hidden = false;
    });
  }
})();
