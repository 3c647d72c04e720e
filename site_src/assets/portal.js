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
    document.querySelectorAll("header .versions").forEach(startVersions);
    if (navigator.clipboard) document.querySelectorAll("button[data-copy]").forEach(startCopying);
  });

  function switchScheme() {
    var now = root.getAttribute("data-scheme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    var next = now === "dark" ? "light" : "dark";
    root.setAttribute("data-scheme", next);
    try { localStorage.setItem("mingzhang-scheme", next); } catch (e) { /* keeps for this page only */ }
  }

  /* A button that copies the text of the element it names; it is hidden where nothing can be copied. */
  function startCopying(button) {
    var word = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(function () {
        button.textContent = button.dataset.done;
        setTimeout(function () { button.textContent = word; }, 2000);
      }, function () { button.hidden = true; });
    });
  }

  /* Substring search over units and projects: nothing is asked for before the second character. Exact names of units
     come first, then names that begin with the words, then names that hold them, then places and codes. */
  function startFinding(form) {
    var input = form.querySelector("input");
    var found = form.querySelector(".found");
    var status = form.querySelector("[role=status]");
    var base = new URL(form.dataset.units.replace(/assets\/find\/units\.json$/, "") || "./", location.href);
    if (english) base = new URL("en/", base);
    var lists = {}, failed = {}, MOST = { units: 8, projects: 12 }, timer = 0;
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = found.querySelector("a");
      if (first) location.href = first.href;
    });
    input.addEventListener("input", function () {
      clearTimeout(timer);
      if (asked().length > 1) { load("units"); timer = setTimeout(function () { load("projects"); }, 150); }
      show();
    });
    form.addEventListener("keydown", steer);
    if (asked().length > 1) { load("units"); load("projects"); }

    function asked() { return fold(input.value); }

    function load(name) {
      if (lists[name]) return;
      lists[name] = [];
      lists[name].isComing = true;
      delete failed[name];
      fetch(form.dataset[name]).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (rows) {
        lists[name] = rows.map(function (row) {
          return { name: fold(row[0]), text: fold(row.slice(0, -1).join(" ")), row: row };
        });
        show();
      }).catch(function () { delete lists[name]; failed[name] = true; show(); });
    }

    function show() {
      var words = asked().split(" ").filter(Boolean);
      found.textContent = "";
      status.textContent = "";
      if (!words.length) return;
      if (asked().length < 2) return tell(say("再输一个字。", "Type one more character."));
      var units = pick(lists.units || [], words), projects = pick(lists.projects || [], words);
      part(say("单位", "Units"), units, MOST.units, words, 3);
      part(say("项目", "Projects"), projects, MOST.projects, words, 2);
      var coming = [lists.units, lists.projects].some(function (list) { return list && list.isComing; }) || (!lists.projects && !failed.projects);
      if (failed.units || failed.projects) tell(say("名录没有取到，请再试一次。", "The list could not be fetched; please try again."));
      else if (units.length || projects.length) status.textContent = say(units.length + " 个单位，" + projects.length + " 个项目", units.length + " units, " + projects.length + " projects");
      else if (coming) tell(say("正在查找…", "Searching…"));
      else tell(say("没有找到。试试更短的词，或从下面的名录里找。", "Nothing found. Names are in Chinese; try fewer characters, or look through the list below."));
    }

    function tell(text) {
      var none = document.createElement("p");
      none.textContent = status.textContent = text;
      found.appendChild(none);
    }

    /* Arrow keys walk through what was found and back to the field; Escape clears. */
    function steer(event) {
      if (event.isComposing) return;
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      var links = [].slice.call(found.querySelectorAll("a"));
      if (event.key === "Escape" && input.value) {
        event.preventDefault();
        input.value = "";
        show();
        input.focus();
      } else if (step && links.length) {
        event.preventDefault();
        var next = links.indexOf(document.activeElement) + step;
        if (next < 0) input.focus();
        else links[Math.min(next, links.length - 1)].focus();
      }
    }

    function part(title, fit, most, words, address) {
      if (!fit.length) return;
      var heading = document.createElement("p");
      heading.className = "quiet";
      heading.textContent = title + (fit.length > most ? say("（" + fit.length + " 个，先列 " + most + " 个）", " (" + fit.length + ", the first " + most + ")") : "");
      var list = document.createElement("ul");
      fit.slice(0, most).forEach(function (one) { list.appendChild(entry(one.row[0], one.row[1], one.row[address], words)); });
      found.appendChild(heading);
      found.appendChild(list);
    }

    function entry(name, note, address, words) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var small = document.createElement("small");
      link.href = new URL(address, base).href;
      highlight(link, name, words);
      highlight(small, note, words);
      link.appendChild(small);
      if (english) link.lang = "zh";
      item.appendChild(link);
      return item;
    }
  }

  /* The text with its matches marked; only text nodes, whatever it says. */
  function highlight(place, text, words) {
    var folded = text.toLowerCase(), at = 0;
    while (at < text.length) {
      var next = -1, length = 0;
      words.forEach(function (word) {
        var here = folded.indexOf(word, at);
        if (here >= 0 && (next < 0 || here < next)) { next = here; length = word.length; }
      });
      if (next < 0) break;
      place.appendChild(document.createTextNode(text.slice(at, next)));
      var mark = document.createElement("mark");
      mark.textContent = text.slice(next, next + length);
      place.appendChild(mark);
      at = next + length;
    }
    place.appendChild(document.createTextNode(text.slice(at)));
  }

  /* Versions of the portal: a list of the same page in each, and on an old one a note that leads to today's. */
  function startVersions(box) {
    var root = new URL(box.dataset.root.replace(/\/?$/, "/"), location.href);
    var here = root.pathname.split("/").slice(-2)[0];
    var page = location.pathname.slice(root.pathname.length).replace(/index\.html$/, "");
    fetch(new URL("../versions.json", root)).then(function (answer) { return answer.json(); }).then(function (versions) {
      var newest = versions.filter(function (one) { return one.aliases.indexOf("latest") >= 0; })[0];
      if (!newest) return;
      var isNewest = here === "latest" || here === newest.version;
      listVersions(versions, newest);
      if (!isNewest) warn(newest);
    }).catch(function () { /* the link to all releases stays */ });

    function listVersions(versions, newest) {
      var details = document.createElement("details");
      var summary = document.createElement("summary");
      var list = document.createElement("ul");
      summary.textContent = box.dataset.version;
      summary.setAttribute("aria-label", say("版本 ", "Release ") + box.dataset.version + say("，选择其他版本", ", choose another"));
      versions.forEach(function (one) {
        var item = document.createElement("li");
        var link = linkTo(one === newest ? "latest" : one.version, one.title + (one === newest ? say("（最新）", " (newest)") : ""));
        if (one.version === box.dataset.version) link.setAttribute("aria-current", "true");
        item.appendChild(link);
        list.appendChild(item);
      });
      var all = document.createElement("li");
      all.appendChild(box.querySelector("a"));
      all.firstChild.textContent = say("全部发布", "All releases");
      list.appendChild(all);
      details.appendChild(summary);
      details.appendChild(list);
      details.addEventListener("keydown", function (event) {
        if (event.key === "Escape") { details.open = false; summary.focus(); }
      });
      box.textContent = "";
      box.appendChild(details);
    }

    function warn(newest) {
      var note = document.createElement("p");
      note.className = "old-version";
      note.setAttribute("role", "note");
      note.textContent = say("这是旧版本 ", "This is the old release ") + box.dataset.version + say("，之后的数据可能有更正。", "; data may have been corrected since. ");
      note.appendChild(linkTo("latest", say("看最新版本 ", "The same page in the newest release, ") + newest.version));
      var content = document.getElementById("content");
      content.insertBefore(note, content.firstChild);
    }

    function linkTo(version, title) {
      var link = document.createElement("a");
      link.href = new URL("../" + version + "/" + page, root).href + location.hash;
      link.textContent = title;
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        open(version, substitutes(page));
      });
      return link;
    }

    /* The first of these pages that the other version has. */
    function open(version, pages) {
      var there = new URL("../" + version + "/" + pages[0], root);
      if (pages.length === 1) { location.href = there.href; return; }
      fetch(there, { method: "HEAD" }).then(function (answer) { return answer.ok; }, function () { return false; }).then(function (is) {
        if (is) location.href = there.href + (pages[0] === page ? location.search + location.hash : "");
        else open(version, pages.slice(1));
      });
    }
  }

  /* The page itself, then those that stand for it where it is missing: its disclosure, its unit, home. */
  function substitutes(page) {
    var below = /^en\//.test(page) ? "en/" : "";
    var found = /^d\/(([0-9]{6}-[0-9a-z]+)-[0-9]{4}-[a-z]+-[a-z]+)\//.exec(page.slice(below.length));
    return [page].concat(found ? [below + "d/" + found[1] + "/", below + "units/" + found[2] + "/"] : [], [below]);
  }

  function fold(value) {
    return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  }

  /* Rows all of whose words occur in their texts (the last cell is the address), the best names first. */
  function pick(rows, words) {
    var whole = words.join(" ");
    return rows.filter(function (one) {
      return words.every(function (word) { return one.text.indexOf(word) >= 0; });
    }).map(function (one, at) {
      var begins = one.name.indexOf(words[0]);
      var all = words.every(function (word) { return one.name.indexOf(word) >= 0; });
      var rank = one.name === whole ? 0 : begins === 0 && all ? 1 : all ? 2 : begins >= 0 ? 3 : 4;
      return { row: one.row, rank: rank, length: rank && rank < 3 ? one.name.length : 0, at: at };
    }).sort(function (a, b) { return a.rank - b.rank || a.length - b.length || a.at - b.at; });
  }
})();
