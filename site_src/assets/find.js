/* The search field: a list of units and names of projects under it, walked by arrow keys. Nothing is asked for before
   the second character; then the list of units, and of the index of projects the few files that hold the words. */
(function () {
  "use strict";
  var english = document.documentElement.lang === "en";
  var MOST = { units: 8, places: 3, projects: 8 };
  var PAIRS = 5, FILES = 8;
  function say(zh, en) { return english ? en : zh; }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form.find").forEach(start);
  });

  function start(form) {
    var input = form.querySelector("input");
    var found = form.querySelector(".found");
    var status = form.querySelector("[role=status]");
    var next = form.querySelector(".next");
    var root = new URL(form.dataset.units.replace(/assets\/find\/units\.json$/, "") || "./", location.href);
    var home = english ? new URL("en/", root) : root;
    var get = fetcher(root);
    var turn = 0, timer = 0, active = -1;
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); go(); });
    input.addEventListener("input", function (event) { if (!event.isComposing) search(); });
    input.addEventListener("compositionend", search);
    input.addEventListener("keydown", steer);
    if (readWords(input.value).join("").length > 1) search();

    function search() {
      var words = readWords(input.value), own = ++turn;
      clearTimeout(timer);
      if (length(words.join("")) < 2) return tell(words.length ? say("再输一个字。", "Type one more character.") : "");
      var result = { words: words, units: null, places: [], projects: null, failed: false };
      var units = get("assets/find/units.json").then(prepareUnits);
      units.then(function (rows) {
        if (own !== turn) return;
        result.units = pickUnits(rows, words);
        result.places = pickPlaces(rows, words.join(""));
        result.within = withinUnits(rows, words);
        show(result);
      }).catch(failed);
      timer = setTimeout(function () {
        Promise.all([units, pickProjects(get, words)]).then(function (both) {
          if (own !== turn) return;
          result.projects = named(both[1], both[0]);
          show(result);
        }).catch(failed);
      }, 150);

      function failed() {
        if (own !== turn) return;
        result.failed = true;
        show(result);
      }
    }

    /* ---- what is shown ---- */

    function show(result) {
      var kept = active >= 0 && options()[active] ? options()[active].href : "";
      var units = result.units || [], projects = result.projects || { shown: [] };
      found.textContent = next.textContent = "";
      next.hidden = true;
      part(say("单位", "Units"), units, MOST.units, function (one) { return unitOptions(one, result); });
      part(say("地区", "Places"), result.places, MOST.places, function (one) {
        return [option(one.where, count(one.units, "个单位", "unit"), "units/#" + one.code, result.words)];
      });
      part(say("项目名称", "Names of projects"), projects.shown, MOST.projects, function (one) {
        return [option(one.name, one.note, one.address, result.words, true, true)];
      }, projects);
      var any = units.length + result.places.length + projects.shown.length + (result.within ? 1 : 0);
      if (any && result.projects) found.appendChild(group("", [more(result)]));
      options().forEach(function (one, at) { one.id = "found-" + at; });
      activate(options().findIndex(function (one) { return one.href === kept; }));
      input.setAttribute("aria-expanded", String(any > 0));
      if (result.failed) advise(say("名录没有取到，请再试一次。", "The list could not be fetched; please try again."));
      else if (any) status.textContent = told(units, result.places, projects);
      else if (result.units && result.projects) nothing(result);
      else status.textContent = say("正在查找…", "Searching…");
    }

    function told(units, places, projects) {
      if (!units.length && !places.length && projects.all === 0) return say("没有名称同时含这些字；可以在单位的项目里找。", "No name holds all of this; look in the projects of the unit.");
      var parts = [count(units.length, "个单位", "unit")];
      if (places.length) parts.push(count(places.length, "个地区", "place"));
      if (projects.all === undefined) parts.push(say("正在查找项目…", "searching projects…"));
      else parts.push(projects.about + count(projects.all, "个项目名称", "name", "names") + say("", " of projects"));
      return parts.join(say("，", ", "));
    }

    function part(title, fit, most, options, counted) {
      if (!fit.length) return;
      var number = counted ? counted.all : fit.length, about = counted ? counted.about : "";
      var made = [];
      fit.slice(0, most).forEach(function (one) { made = made.concat(options(one)); });
      var shown = Math.min(most, fit.length);
      found.appendChild(group(title + (number > shown ? say("（" + about + number + " 个，先列 " + shown + " 个）", " (" + about + number + ", the first " + shown + ")") : ""), made));
    }

    function group(title, made) {
      var box = document.createElement("div");
      box.setAttribute("role", "group");
      if (title) {
        var heading = document.createElement("p");
        heading.className = "quiet";
        heading.setAttribute("aria-hidden", "true");
        heading.textContent = title;
        box.appendChild(heading);
      }
      box.setAttribute("aria-label", title || say("更多", "More"));
      made.forEach(function (one) { box.appendChild(one); });
      return box;
    }

    /* A unit that is meant has its projects as one entry below it. */
    function unitOptions(one, result) {
      var made = [option(one.row[0], one.row[1], one.row[3], result.words, true)];
      var others = result.units.filter(function (other) { return other !== one && (one.rank >= 2 || other.rank < 2); });
      if (!others.length && one.row[4]) {
        var projects = option(say("它的 " + one.row[4] + " 个项目", "Its " + count(one.row[4], "", "project")), "", "projects/?unit=" + keyOf(one.row[3]), []);
        projects.classList.add("below");
        made.push(projects);
      }
      return made;
    }

    function more(result) {
      var asked = result.words.join(" "), within = result.within;
      if (within) return option(say("在「" + within.unit + "」的项目里找「" + within.words + "」", "Look for “" + within.words + "” in the projects of “" + within.unit + "”"), "", "projects/?" + new URLSearchParams({ words: within.words, unit: within.unit }), []);
      return option(say("在全部项目的名称、用途与指标里找「" + asked + "」", "Look for “" + asked + "” in names, purposes and indicators of all projects"), "", "projects/?" + new URLSearchParams({ words: asked }), []);
    }

    function option(title, note, address, words, chinese, isPlain) {
      var link = document.createElement("a");
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
      link.href = new URL(address, home).href;
      var name = document.createElement("span");
      highlight(name, title, words);
      if (english && (chinese || words.length)) name.lang = "zh";
      link.appendChild(name);
      if (note) {
        var small = document.createElement("small");
        highlight(small, note, isPlain ? [] : words);
        if (english && /[\u3400-\u9fff]/.test(note)) small.lang = "zh";
        link.appendChild(small);
      }
      return link;
    }

    function tell(words) {
      found.textContent = next.textContent = "";
      active = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", "false");
      status.textContent = "";
      next.hidden = true;
      if (words) advise(words);
    }

    function advise(words) {
      status.textContent = words;
      var line = document.createElement("p");
      line.setAttribute("aria-hidden", "true");
      line.textContent = words;
      next.appendChild(line);
      next.hidden = false;
    }

    function nothing(result) {
      var asked = result.words.join(" ");
      advise(say("没有找到「" + asked + "」。试试更短的词，或去掉“县”“区”“局”。", "Nothing found for “" + asked + "”. Names are in Chinese; try fewer characters."));
      var list = document.createElement("ul");
      [
        ["projects/?" + new URLSearchParams({ words: asked }), say("在项目的用途与指标里找", "Look in purposes and indicators of projects")],
        ["units/", say("按地区看全部单位", "All units by place")],
        ["contribute/", say("还没有收录？交来它的公开文档", "Not here yet? Bring its published document")]
      ].forEach(function (way) {
        var item = document.createElement("li"), link = document.createElement("a");
        link.href = new URL(way[0], home).href;
        link.textContent = way[1];
        item.appendChild(link);
        list.appendChild(item);
      });
      next.appendChild(list);
    }

    /* ---- the keyboard: the field keeps the focus, arrow keys choose, Enter follows, Escape clears ---- */

    function options() { return [].slice.call(found.querySelectorAll("[role=option]")); }

    function steer(event) {
      if (event.isComposing) return;
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key], all = options();
      if (event.key === "Escape" && input.value) {
        event.preventDefault();
        input.value = "";
        search();
      } else if (step && all.length) {
        event.preventDefault();
        activate(active < 0 && step < 0 ? all.length - 1 : active + step >= all.length ? -1 : active + step);
      }
    }

    function activate(at) {
      active = at < 0 ? -1 : at;
      options().forEach(function (one, number) { one.setAttribute("aria-selected", String(number === active)); });
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", "found-" + active);
        options()[active].scrollIntoView({ block: "nearest" });
      }
    }

    function go() {
      var chosen = options()[Math.max(active, 0)];
      if (chosen) location.href = chosen.href;
    }
  }

  /* ---- units ---- */

  function prepareUnits(rows) {
    return rows.map(function (row, at) {
      var names = row[0].split(" ").concat([row[0]]).map(squeeze);
      var code = row[2].split(" ");
      return { row: row, at: at, names: names, others: row[5].split(" ").filter(Boolean).map(squeeze), where: squeeze(row[1]), code: code[0], codes: [code[0] + code[1], code[1]] };
    });
  }

  /* Best first: the exact name, an exact other name, names that begin with it, that hold it, other names that do, place
     or code, and last names that have its characters in order: only where there is little else, the closest first. People say
     某县县委 where the name has 县 once. */
  function pickUnits(units, said) {
    var words = said.map(function (word) { return word.replace(/([省市县区旗州])\1/g, "$1"); });
    var whole = words.join("");
    var fit = units.map(function (unit) {
      var rank = rankUnit(unit, whole);
      if (words.length > 1) rank = Math.min(rank, words.reduce(function (worst, word) { return Math.max(worst, rankUnit(unit, word)); }, 0) + 0.5);
      return { row: unit.row, rank: rank, length: unit.names[0].length, at: unit.at };
    }).filter(function (one) { return one.rank < Infinity; });
    fit.sort(function (a, b) { return a.rank - b.rank || a.length - b.length || a.at - b.at; });
    var sure = fit.filter(function (one) { return one.rank < 8; });
    return sure.length >= MOST.units ? sure : fit;
  }

  function rankUnit(unit, word) {
    var names = unit.names, others = unit.others;
    function some(list, test) { return list.some(test); }
    function is(name) { return name === word; }
    function begins(name) { return name.indexOf(word) === 0; }
    function holds(name) { return name.indexOf(word) >= 0; }
    if (some(names, is)) return 0;
    if (some(others, is)) return 1;
    if (some(names, begins)) return 2;
    if (some(names, holds)) return 3;
    if (some(others, begins)) return 4;
    if (some(others, holds)) return 5;
    if (holds(unit.where)) return 6;
    if (/^[0-9a-z]+$/.test(word) && some(unit.codes, begins)) return 7;
    if (length(word) < 3) return Infinity;
    var span = Math.min.apply(null, names.concat(others).map(function (name) { return spanOf(name, word); }));
    if (span <= 4 * word.length + 4) return 8 + span / 1000;
    if (length(word) < 4) return Infinity;
    span = Math.min(spanOf(unit.where + names[0], word), others.length ? spanOf(unit.where + others[0], word) : Infinity);
    return 9 + span / 1000;
  }

  /* How long the shortest piece of a text is that has the characters of a word in order. */
  function spanOf(text, word) {
    var best = Infinity;
    for (var from = text.indexOf(word[0]); from >= 0; from = text.indexOf(word[0], from + 1)) {
      var at = from, step = 1;
      while (step < word.length && (at = text.indexOf(word[step], at + 1)) >= 0) step += 1;
      if (step < word.length) break;
      best = Math.min(best, at - from + 1);
    }
    return best;
  }

  function pickPlaces(units, word) {
    var places = {};
    units.forEach(function (unit) {
      var place = places[unit.code] || (places[unit.code] = { where: unit.row[1], code: unit.code, units: 0, rank: rankPlace(unit, word) });
      place.units += 1;
    });
    return Object.keys(places).sort().map(function (code) { return places[code]; })
      .filter(function (place) { return place.rank < 2; })
      .sort(function (a, b) { return a.rank - b.rank || a.where.length - b.where.length || (a.code < b.code ? -1 : 1); });
  }

  /* 0: the place itself, with or without 县, 市 or 区; 1: it lies there. */
  function rankPlace(unit, word) {
    var where = unit.where, at = where.lastIndexOf(word);
    if (at < 0) return unit.code === word ? 0 : 2;
    return where.length - at - word.length < 2 ? 0 : 1;
  }

  /* Words of which some name a unit or place and the others do not: the others are looked for in its projects. */
  function withinUnits(units, words) {
    function isUnit(word) { return units.some(function (unit) { return rankUnit(unit, word) < 8; }); }
    var unit = words.filter(isUnit), rest = words.filter(function (word) { return !isUnit(word); });
    return unit.length && rest.length ? { unit: unit.join(" "), words: rest.join(" ") } : null;
  }

  /* ---- names of projects ---- */

  function pickProjects(get, words) {
    return get("assets/find/projects.json").then(function (head) {
      var asked = spread(words, PAIRS);
      if (!head.pairs || !asked.length) return { rows: [], all: 0, about: "", titles: head.titles };
      var first = "^" + Array.from(words[0])[0];
      return Promise.all(asked.concat([first]).map(function (pair) { return numbersOf(get, pair, head.pairs); })).then(function (lists) {
        var begin = new Set(lists.pop());
        var numbers = inAll(lists);
        var ordered = numbers.filter(function (number) { return begin.has(number); }).concat(numbers.filter(function (number) { return !begin.has(number); }));
        return readNames(get, head, ordered, words);
      });
    });
  }

  /* Names of these numbers, file by file, until there are enough. A pair may stand elsewhere in a name than the word
     has it, so each name is looked at. */
  function readNames(get, head, numbers, words) {
    var rows = [], asked = {}, files = 0, at = 0;
    return step();

    function step() {
      var batch = [];
      while (at < numbers.length && batch.length < MOST.projects - rows.length && files <= FILES) {
        var file = Math.floor(numbers[at] / head.each);
        if (!asked[file]) { asked[file] = true; files += 1; }
        batch.push(numbers[at++]);
      }
      if (!batch.length || files > FILES) return Promise.resolve(end());
      return Promise.all(batch.map(function (number) {
        return get("assets/find/names/" + Math.floor(number / head.each) + ".json").then(function (names) { return names[number % head.each]; });
      })).then(function (read) {
        rows = rows.concat(read.filter(function (row) {
          var name = squeeze(row[0]);
          return words.every(function (word) { return name.indexOf(word) >= 0; });
        }));
        return rows.length < MOST.projects && at < numbers.length ? step() : end();
      });
    }

    function end() {
      var whole = words.join("");
      rows.sort(function (a, b) { return (squeeze(b[0]) === whole) - (squeeze(a[0]) === whole); });
      var isAll = at >= numbers.length, isOnePair = whole.length === 2;
      return { rows: rows, all: isAll ? rows.length : numbers.length, about: isAll || isOnePair ? "" : say("约 ", "about "), titles: head.titles };
    }
  }

  /* Names with the unit and disclosure they belong to, or how many projects are called so. */
  function named(found, units) {
    var byKey = {};
    units.forEach(function (unit) { byKey[keyOf(unit.row[3])] = unit.row[0]; });
    return {
      all: found.all,
      about: found.about,
      shown: found.rows.map(function (row) {
        if (row.length === 2) {
          var parts = /^(([^-]+-[^-]+)-([0-9]+)-([a-z]+-[a-z]+))\//.exec(row[1]);
          return { name: row[0], note: byKey[parts[2]] + " " + found.titles[parts[4]][english ? 1 : 0].replace("{}", parts[3]), address: "d/" + row[1] };
        }
        var query = new URLSearchParams({ words: row[0], in: "name" });
        if (row[3]) query.set("unit", row[3]);
        var whose = row[3] ? byKey[row[3]] : count(row[2], "个单位", "unit");
        return { name: row[0], note: say(whose + "的 " + row[1] + " 个项目", row[1] + " projects of " + whose), address: "projects/?" + query };
      })
    };
  }

  function keyOf(address) { return address.replace(/^units\/|\/$/g, ""); }

  /* ---- the index of pairs, as `grams.py` writes it ---- */

  function numbersOf(get, pair, files) {
    var characters = Array.from(pair);
    var file = (characters[0].codePointAt(0) * 31 + characters[1].codePointAt(0)) % files;
    return get("assets/find/pairs/" + file + ".json").then(function (found) {
      var number = 0;
      return (Object.prototype.hasOwnProperty.call(found, pair) ? found[pair] : []).map(function (gap) { return (number += gap); });
    });
  }

  /* Up to `most` pairs of neighbouring characters of the words, from their beginnings to their ends. */
  function spread(words, most) {
    var pairs = [];
    words.forEach(function (word) {
      var characters = Array.from(word);
      for (var at = 1; at < characters.length; at++) pairs.push(characters[at - 1] + characters[at]);
    });
    pairs = Array.from(new Set(pairs));
    if (pairs.length <= most) return pairs;
    return Array.from({ length: most }, function (_, number) { return pairs[Math.round(number * (pairs.length - 1) / (most - 1))]; });
  }

  function inAll(lists) {
    lists.sort(function (a, b) { return a.length - b.length; });
    return lists.slice(1).reduce(function (kept, list) {
      var here = new Set(list);
      return kept.filter(function (number) { return here.has(number); });
    }, lists[0]);
  }

  function fetcher(root) {
    var asked = {};
    return function (path) {
      if (!asked[path]) {
        asked[path] = fetch(new URL(path, root)).then(function (answer) {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.json();
        });
        asked[path].catch(function () { delete asked[path]; });
      }
      return asked[path];
    };
  }

  /* ---- text ---- */

  /* Half width, lower case, only letters and digits, as the index is written; blanks part words. */
  function squeeze(value) {
    if (/^[\u4e00-\u9fff0-9a-z]*$/.test(value)) return value;
    return value.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, "");
  }

  function readWords(value) { return value.normalize("NFKC").split(/\s+/).map(squeeze).filter(Boolean); }

  function length(value) { return Array.from(value).length; }

  function count(number, zh, one, many) {
    return say(number + " " + zh, number + " " + (number === 1 ? one : many || one + "s"));
  }

  /* The text with its matches marked; only text nodes, whatever it says. */
  function highlight(place, text, words) {
    var characters = Array.from(text), plain = "", origin = [], marked = [];
    characters.forEach(function (character, at) {
      var kept = squeeze(character);
      plain += kept;
      for (var one = 0; one < kept.length; one++) origin.push(at);
    });
    words.forEach(function (word) {
      for (var at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
        for (var one = at; one < at + word.length; one++) marked[origin[one]] = true;
      }
    });
    if (!marked.length && words.length) marked = inOrder(plain, words.join(""), origin);
    for (var from = 0; from < characters.length;) {
      var to = from;
      while (to < characters.length && !!marked[to] === !!marked[from]) to += 1;
      var piece = document.createTextNode(characters.slice(from, to).join(""));
      if (marked[from]) {
        var mark = document.createElement("mark");
        mark.appendChild(piece);
        place.appendChild(mark);
      } else place.appendChild(piece);
      from = to;
    }
  }

  function inOrder(plain, word, origin) {
    var marked = [], at = -1;
    for (var step = 0; step < word.length; step++) {
      at = plain.indexOf(word[step], at + 1);
      if (at < 0) return [];
      marked[origin[at]] = true;
    }
    return marked;
  }
})();
