/* Filters of findings: those of one disclosure (all on the page) and those of the whole catalog (asked for at first use). */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var here = document.querySelector("form.findings-here");
    var all = document.querySelector("form.findings-all");
    if (here) filterPage(here);
    if (all) filterCatalog(all);
    reveal();
    window.addEventListener("hashchange", reveal);
  });

  var root = document.documentElement;
  var english = root.lang === "en";
  var STEP = 40;
  function say(zh, en) { return english ? en : zh; }

  /* A finding that is linked to may stand in something folded. */
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    var folded = target.closest("details");
    if (folded && !folded.open) {
      folded.open = true;
      target.scrollIntoView();
    }
  }

  /* The address keeps the choice, so it can be shared. */
  function prepare(form, names, show) {
    var asked = new URLSearchParams(location.search);
    form.hidden = false;
    names.forEach(function (name) { if (asked.has(name)) form.elements[name].value = asked.get(name); });
    var timer = 0;
    form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
    form.addEventListener("reset", function () { setTimeout(show, 0); });
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 150); });
  }

  function remember(form, names) {
    var kept = new URLSearchParams();
    names.forEach(function (name) { if (value(form, name)) kept.set(name, value(form, name)); });
    var query = kept.toString();
    try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); } catch (e) { /* not kept then */ }
  }

  function value(form, name) { return form.elements[name].value.trim(); }

  // -- one disclosure: hide what does not fit, and headings that are left empty

  function filterPage(form) {
    var names = ["family", "severity", "category", "table"];
    var items = Array.prototype.slice.call(document.querySelectorAll("li[data-category]"));
    var count = form.querySelector(".count");
    prepare(form, names, show);
    if (names.some(function (name) { return value(form, name); })) show();

    function show() {
      remember(form, names);
      var used = names.some(function (name) { return value(form, name); });
      var left = 0;
      items.forEach(function (item) {
        item.hidden = !names.every(function (name) { return !value(form, name) || item.dataset[name] === value(form, name); });
        if (!item.hidden) left += 1;
      });
      document.querySelectorAll(".group, .group details, section.category").forEach(function (box) {
        var own = box.querySelectorAll("li[data-category]");
        if (!own.length) { box.hidden = used; return; }
        box.hidden = !box.querySelector("li[data-category]:not([hidden])");
        if (box.tagName === "DETAILS") box.open = used && !box.hidden;
      });
      count.textContent = used ? say("显示 " + left + " 处，共 " + items.length + " 处。", left + " of " + items.length + " findings.") : "";
    }
  }

  // -- the whole catalog: counts from the index, texts division by division until enough is shown

  function filterCatalog(form) {
    var names = ["words", "unit", "category", "severity", "family", "check", "year"];
    var count = form.querySelector(".count");
    var matches = document.querySelector(".matches");
    var base = new URL(form.dataset.index.replace(/assets\/findings\/index\.json$/, "") || "./", location.href);
    var home = english ? new URL("en/", base) : base;
    var index = null, asked = false, texts = {}, wanted = STEP, run = 0;

    prepare(form, names, function () { wanted = STEP; show(); });
    if (isUsed()) show();

    function isUsed() { return names.some(function (name) { return value(form, name); }); }

    function get(address) {
      return fetch(new URL(address, base)).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      });
    }

    function failed() {
      count.textContent = say("没有取到，请再试一次。", "The findings could not be fetched; please try again.");
    }

    function show() {
      remember(form, names);
      matches.hidden = !isUsed();
      if (!isUsed()) { count.textContent = ""; matches.textContent = ""; run += 1; return; }
      if (!index) {
        if (asked) return;
        asked = true;
        count.textContent = say("正在取…", "Fetching…");
        get("assets/findings/index.json").then(function (found) { index = found; show(); }).catch(function () { asked = false; failed(); });
        return;
      }
      search((run += 1));
    }

    /* One after the other, so a phone never holds more than it shows; a newer search ends an older one. */
    function search(mine) {
      var fits = fitting();
      var words = fold(value(form, "words")).split(" ").filter(Boolean);
      var total = 0;
      var list = index.disclosures.filter(function (d) {
        var own = fits.disclosure(d) ? d[5].filter(fits.group) : [];
        own.forEach(function (group) { total += group[3]; });
        return own.length;
      });
      var shown = [], at = 0;
      next();

      function next() {
        if (mine !== run) return;
        while (at < list.length && shown.length <= wanted) {
          var division = list[at][0].split("-")[0];
          if (!texts[division]) {
            count.textContent = say("正在查找…", "Looking…");
            get("assets/findings/" + (english ? "en" : "zh") + "/" + division + ".json").then(function (found) {
              texts[division] = found;
              next();
            }).catch(failed);
            return;
          }
          (texts[division][list[at][0]] || []).forEach(function (finding) {
            if (fits.group(finding) && says(finding, words)) shown.push([list[at], finding]);
          });
          at += 1;
        }
        var done = at >= list.length;
        tell(words.length ? (done ? shown.length : null) : total, shown.length);
        draw(shown.slice(0, wanted), !done || shown.length > wanted);
      }
    }

    function tell(total, least) {
      if (total === 0) count.textContent = say("没有符合的。", "Nothing matches.");
      else if (total === null) count.textContent = say("至少 " + least + " 处。", "At least " + least + " findings.");
      else count.textContent = say("共 " + total + " 处。", total === 1 ? "1 finding." : total + " findings.");
    }

    function fitting() {
      var category = index.categories.indexOf(value(form, "category"));
      var severity = index.severities.indexOf(value(form, "severity"));
      var family = value(form, "family"), check = value(form, "check"), year = value(form, "year");
      var whose = fold(value(form, "unit")).split(" ").filter(Boolean);
      return {
        disclosure: function (d) {
          var text = fold([d[0].split("-")[0], d[1], d[2]].join(" "));
          return (!year || String(d[3]) === year) && whose.every(function (word) { return text.indexOf(word) >= 0; });
        },
        group: function (g) {
          return (category < 0 || g[1] === category) && (severity < 0 || g[2] === severity) &&
            (!family || g[0].charAt(0) === family) && (!check || g[0] === check);
        }
      };
    }

    function title(code) {
      var titles = index.checks[code];
      return titles ? titles[english ? 1 : 0] : "";
    }

    function says(finding, words) {
      if (!words.length) return true;
      var text = fold([finding[0], title(finding[0]), finding[4]].join(" "));
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    }

    function draw(found, more) {
      var list = element("ul", "findings");
      found.forEach(function (pair) { list.appendChild(item(pair[0], pair[1])); });
      matches.textContent = "";
      matches.appendChild(list);
      if (more) {
        var button = element("button", "more", say("再显示一些", "Show more"));
        button.type = "button";
        button.addEventListener("click", function () { wanted += STEP; search((run += 1)); });
        matches.appendChild(button);
      }
    }

    function item(d, finding) {
      var made = element("li");
      var severity = index.severities[finding[2]];
      made.appendChild(element("span", "tag " + severity, option("category", index.categories[finding[1]])));
      made.appendChild(document.createTextNode(" "));
      mixed(made, finding[4]);
      made.appendChild(document.createTextNode(" "));
      var about = element("span", "quiet");
      var where = anchor("d/" + d[0] + "/checks/#" + finding[3], "");
      var name = element("span", "", d[1]);
      if (english) name.lang = "zh";
      where.appendChild(name);
      where.appendChild(document.createTextNode(" " + d[4][english ? 1 : 0]));
      about.appendChild(where);
      about.appendChild(element("span", "dot", "·"));
      about.appendChild(title(finding[0]) ? anchor("checks/" + finding[0] + "/", finding[0] + " " + title(finding[0])) : document.createTextNode(finding[0]));
      made.appendChild(about);
      return made;
    }

    function option(name, wantedValue) {
      var found = Array.prototype.filter.call(form.elements[name].options, function (one) { return one.value === wantedValue; })[0];
      return found ? found.textContent : wantedValue;
    }

    function anchor(address, text) {
      var link = element("a", "", text);
      link.href = new URL(address, home).href;
      return link;
    }
  }

  /* English messages quote Chinese: every run of it is marked as such. */
  function mixed(into, text) {
    if (!english) { into.appendChild(document.createTextNode(text)); return; }
    text.split(/([\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+)/).forEach(function (piece, at) {
      if (!piece) return;
      if (at % 2) {
        var quoted = element("span", "", piece);
        quoted.lang = "zh";
        into.appendChild(quoted);
      } else {
        into.appendChild(document.createTextNode(piece));
      }
    });
  }

  function element(tag, css, text) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  }
})();
