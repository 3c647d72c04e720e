/* Scheme, search and nothing else; every page works without it. The language is that of the page. */
(function () {
  "use strict";
  var root = document.documentElement;
  var english = root.lang === "en";
  function say(zh, en) { return english ? en : zh; }
  var stored = null;
  try { stored = localStorage.getItem("mingzhang-scheme"); } catch (e) { /* storage may be refused */ }
  if (stored === "light" || stored === "dark") root.setAttribute("data-scheme", stored);

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("button.scheme");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", switchScheme);
    }
    document.querySelectorAll("form.find").forEach(startFinding);
  });

  function switchScheme() {
    var now = root.getAttribute("data-scheme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    var next = now === "dark" ? "light" : "dark";
    root.setAttribute("data-scheme", next);
    try { localStorage.setItem("mingzhang-scheme", next); } catch (e) { /* keeps for this page only */ }
  }

  /* Substring search over units (loaded at first focus) and projects (loaded at the second character). */
  function startFinding(form) {
    var input = form.querySelector("input");
    var found = form.querySelector(".found");
    var base = new URL(form.dataset.units.replace(/assets\/find\/units\.json$/, "") || "./", location.href);
    if (english) base = new URL("en/", base);
    var lists = {};
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = found.querySelector("a");
      if (first) location.href = first.href;
    });
    input.addEventListener("focus", function () { load("units"); });
    input.addEventListener("input", function () {
      if (fold(input.value).length > 1) load("projects");
      show();
    });

    function load(name) {
      if (lists[name]) return;
      lists[name] = [];
      fetch(form.dataset[name]).then(function (answer) { return answer.json(); }).then(function (rows) {
        lists[name] = rows;
        show();
      }).catch(function () { delete lists[name]; });
    }

    function show() {
      var words = fold(input.value).split(" ").filter(Boolean);
      found.textContent = "";
      if (!words.length) return;
      var units = pick(lists.units || [], words, 8).map(function (row) { return entry(row[0], row[1], row[3]); });
      var projects = pick(lists.projects || [], words, 12).map(function (row) { return entry(row[0], row[1], row[2]); });
      part(say("单位", "Units"), units);
      part(say("项目", "Projects"), projects);
      if (!units.length && !projects.length) {
        var none = document.createElement("p");
        none.textContent = say("没有找到。试试更短的词，或从下面的名录里找。", "Nothing found. Names are in Chinese; try fewer characters, or look through the list below.");
        found.appendChild(none);
      }
    }

    function part(title, entries) {
      if (!entries.length) return;
      var heading = document.createElement("p");
      heading.className = "quiet";
      heading.textContent = title;
      var list = document.createElement("ul");
      entries.forEach(function (item) { list.appendChild(item); });
      found.appendChild(heading);
      found.appendChild(list);
    }

    function entry(name, note, address) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var small = document.createElement("small");
      link.href = new URL(address, base).href;
      link.textContent = name;
      small.textContent = note;
      link.appendChild(small);
      if (english) link.lang = "zh";
      item.appendChild(link);
      return item;
    }
  }

  function fold(value) {
    return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  }

  /* Rows all of whose words occur in their texts (the last cell is the address); name matches first. */
  function pick(rows, words, most) {
    var inName = [], elsewhere = [];
    rows.forEach(function (row) {
      var text = fold(row.slice(0, -1).join(" "));
      if (!words.every(function (word) { return text.indexOf(word) >= 0; })) return;
      (fold(row[0]).indexOf(words[0]) >= 0 ? inName : elsewhere).push(row);
    });
    return inName.concat(elsewhere).slice(0, most);
  }
})();
