/* The filters of the list of projects. Lists are asked for at first use; filters stand in the address, to be shared. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form.filters");
    if (form) start(form);
  });

  var english = document.documentElement.lang === "en";
  function say(zh, en) { return english ? en : zh; }

  var STEP = 100;

  function start(form) {
    var fields = form.elements;
    var names = ["words", "unit", "from", "to", "form"];
    var count = form.querySelector(".count");
    var matches = document.querySelector(".matches");
    var list = document.querySelector(".all-projects");
    var base = new URL(form.dataset.list.replace(/assets\/projects\/list\.json$/, "") || "./", location.href);
    var home = english ? new URL("en/", base) : base;
    var projects = null, said = null, shown = STEP, timer = 0;

    form.hidden = false;
    var asked = new URLSearchParams(location.search);
    names.forEach(function (name) { if (asked.has(name)) fields[name].value = asked.get(name); });
    form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
    form.addEventListener("focusin", load);
    form.addEventListener("input", function () {
      shown = STEP;
      clearTimeout(timer);
      timer = setTimeout(show, 120);
    });
    form.addEventListener("reset", function () { setTimeout(show, 0); });
    if (isUsed()) show();

    function value(name) { return fields[name].value.trim(); }
    function isUsed() { return names.some(value); }

    function get(address, keep) {
      fetch(address).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (found) { keep(found); show(); }).catch(function () {
        count.textContent = say("项目清单没有取到，请再试一次；下面的列表是完整的。", "The list of projects could not be fetched; please try again. The list below is complete.");
        keep(null);
      });
    }

    function load() {
      if (projects) return;
      projects = [];
      get(form.dataset.list, function (found) { projects = found && flat(found); });
    }

    function loadWords() {
      if (said) return;
      said = [];
      get(form.dataset.words, function (found) { said = found && [].concat.apply([], found).map(fold); });
    }

    function flat(disclosures) {
      var all = [];
      disclosures.forEach(function (d) {
        d[4].forEach(function (p) {
          all.push({
            at: all.length, name: p[0], own: p[1], printed: p[2], measure: p[3],
            yuan: p[4] === "" ? null : Number(p[4]), indicators: p[5], address: d[3] + p[6], source: d[3] + "source/#" + p[7],
            agency: d[0], title: say(d[2][0], d[2][1]), home: d[3], text: fold(p[0]), whose: fold([d[0], d[1], d[2].join(" "), p[1]].join(" "))
          });
        });
      });
      return all;
    }

    function show() {
      remember();
      if (!isUsed()) {
        matches.hidden = true;
        list.hidden = false;
        count.textContent = "";
        return;
      }
      load();
      if (value("words")) loadWords();
      if (!projects || !projects.length) return;
      var found = projects.filter(fits()).sort(function (a, b) { return (b.yuan || 0) - (a.yuan || 0) || a.at - b.at; });
      count.textContent = found.length
        ? say("找到 " + found.length + " 个项目，共 " + projects.length + " 个。", found.length + " of " + projects.length + " projects.")
        : say("没有符合的项目。", "No project matches.");
      draw(found);
      matches.hidden = false;
      list.hidden = true;
    }

    function fits() {
      var words = fold(value("words")).split(" ").filter(Boolean);
      var whose = fold(value("unit")).split(" ").filter(Boolean);
      var from = amount("from"), to = amount("to"), form = value("form");
      return function (p) {
        if (form && (form === "yes") !== (p.indicators !== null)) return false;
        if (from !== null && (p.yuan === null || p.yuan < from)) return false;
        if (to !== null && (p.yuan === null || p.yuan > to)) return false;
        if (!whose.every(function (word) { return p.whose.indexOf(word) >= 0; })) return false;
        var text = p.text + " " + ((said && said[p.at]) || "");
        return words.every(function (word) { return text.indexOf(word) >= 0; });
      };
    }

    function amount(name) {
      var number = parseFloat(value(name));
      return isFinite(number) ? Math.round(number * 1e6) / 100 : null;
    }

    function draw(found) {
      var table = element("table", "projects all");
      var head = table.createTHead().insertRow();
      [say("项目", "Project"), say("金额", "Amount"), say("绩效表", "Form"), say("指标", "Indicators")].forEach(function (title, column) {
        var cell = element("th", column ? "n" : "", title);
        cell.scope = "col";
        head.appendChild(cell);
      });
      var body = table.createTBody();
      found.slice(0, shown).forEach(function (p) { body.appendChild(row(p)); });
      matches.textContent = "";
      if (found.length) matches.appendChild(boxed(table));
      if (found.length > shown) {
        var more = element("button", "more", say("再显示 " + Math.min(STEP, found.length - shown) + " 个", "Show " + Math.min(STEP, found.length - shown) + " more"));
        more.type = "button";
        more.addEventListener("click", function () { shown += STEP; draw(found); });
        matches.appendChild(more);
      }
    }

    function row(p) {
      var line = element("tr");
      var name = element("th");
      name.scope = "row";
      name.appendChild(chinese(anchor(home, p.address, p.name)));
      var whose = element("small");
      var unit = anchor(home, p.home, "");
      unit.appendChild(chinese(element("span", "", p.agency)));
      unit.appendChild(document.createTextNode(" " + p.title));
      whose.appendChild(unit);
      if (p.own) whose.appendChild(chinese(element("span", "", "　" + p.own)));
      name.appendChild(whose);
      line.appendChild(name);
      var money = element("td", "n");
      if (p.printed) {
        money.appendChild(anchor(base, p.source, p.printed));
        money.appendChild(document.createTextNode(" "));
      }
      money.appendChild(p.printed ? chinese(element("small", "", p.measure)) : element("span", "quiet", say("空白", "blank")));
      line.appendChild(money);
      line.appendChild(element("td", "n", p.indicators === null ? say("无", "no") : say("有", "yes")));
      line.appendChild(element("td", "n", p.indicators === null ? "" : String(p.indicators)));
      return line;
    }

    /* Pages are those of the language; sources exist once. */
    function anchor(from, address, text) {
      var link = element("a", "", text);
      link.href = new URL(address, from).href;
      return link;
    }

    function chinese(made) {
      if (english) made.lang = "zh";
      return made;
    }

    function remember() {
      var kept = new URLSearchParams();
      names.forEach(function (name) { if (value(name)) kept.set(name, value(name)); });
      var query = kept.toString();
      try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); } catch (e) { /* not kept then */ }
    }
  }

  function element(tag, css, text) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  }

  function boxed(table) {
    var box = element("div", "scroll");
    box.tabIndex = 0;
    box.appendChild(table);
    return box;
  }

  function fold(value) {
    return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  }
})();
