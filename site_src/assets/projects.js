/* Filters, order, sums and download of all projects. The directory is asked for at first use, then the files that can
   hold what fits; what is chosen stands in the address, to be shared. Without it the page is a plain list. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form.of-projects");
    if (form) start(form);
  });

  var english = document.documentElement.lang === "en";
  function say(zh, en) { return english ? en : zh; }

  var STEP = 100, AT_ONCE = 4, PAIRS = 4;
  var NAME = 1, INDICATORS = 2, PURPOSE = 4, PARTS = 8;
  var NAMES = ["words", "unit", "from", "to", "division", "year", "kind", "function", "in", "form", "sort"];
  var COLUMNS = [["name", "项目", "Project"], ["year", "年度", "Year"], ["amount", "金额", "Amount"], ["indicators", "指标", "Indicators"]];
  var KINDS = { budget: ["预算", "budget"], final: ["决算", "final accounts"] };

  function start(form) {
    var fields = form.elements;
    var count = form.querySelector(".count"), sums = form.querySelector(".sums"), csv = form.querySelector("button.csv");
    var matches = document.querySelector(".matches"), list = document.querySelector(".all-projects");
    var root = new URL(form.dataset.list.replace(/assets\/projects\/list\.json$/, "") || "./", location.href);
    var home = english ? new URL("en/", root) : root;
    var get = fetcher(root);
    var turn = 0, timer = 0, found = [], shown = STEP;

    form.hidden = false;
    var asked = new URLSearchParams(location.search);
    NAMES.forEach(function (name) { if (asked.has(name)) fields[name].value = asked.get(name); });
    form.querySelector("details").open = NAMES.slice(4).some(value);
    form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
    form.addEventListener("focusin", function () { get("assets/projects/list.json").catch(function () { /* told when it is needed */ }); });
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 150); });
    form.addEventListener("reset", function () { setTimeout(show, 0); });
    csv.addEventListener("click", function () { download(found); });
    if (NAMES.some(value)) show();

    function value(name) { return fields[name].value.trim(); }

    /* What is asked for; words are squeezed as the index is. */
    function wanted() {
      return {
        words: readWords(value("words")), parts: { name: NAME, indicators: INDICATORS, purpose: PURPOSE }[value("in")] || NAME | INDICATORS | PURPOSE,
        unit: value("unit"), division: value("division"), year: value("year"), kind: value("kind"), functions: readWords(value("function")),
        from: amount(value("from")), to: amount(value("to")), form: value("form"), sort: value("sort") || "-amount"
      };
    }

    function show() {
      var own = ++turn;
      remember();
      shown = STEP;
      if (!NAMES.some(value)) return clear();
      var ask = wanted();
      tell(say("正在查找…", "Searching…"));
      get("assets/projects/list.json").then(prepare).then(function (all) {
        return Promise.all([all, saying(get, all, ask)]);
      }).then(function (both) {
        if (own === turn) return read(both[0], both[1], ask, own);
      }).catch(function () {
        if (own === turn) tell(say("项目清单没有取到，请再试一次。", "The list of projects could not be fetched; please try again."));
      });
    }

    function clear() {
      matches.hidden = csv.hidden = true;
      list.hidden = false;
      count.textContent = sums.textContent = "";
      found = [];
    }

    function tell(words) { count.textContent = words; }

    /* The files that can hold what fits, a few at once. */
    function read(all, said, ask, own) {
      var fits = fitting(all, ask);
      var files = all.files.filter(function (file) {
        return file.disclosures.some(function (d) { return fits[d.at]; }) && (!said || file.disclosures.some(function (d) { return fits[d.at] && said.holds(d); }));
      });
      var next = 0, done = 0, parts = [];
      return Promise.all(Array.from({ length: AT_ONCE }, one)).then(function () {
        if (own !== turn) return;
        found = sorted([].concat.apply([], parts), ask.sort);
        report(found, all, ask);
        draw(found, ask.sort);
      });

      function one() {
        if (next >= files.length || own !== turn) return Promise.resolve();
        var at = next++, file = files[at];
        return get("assets/projects/rows/" + file.at + ".json").then(function (columns) {
          parts[at] = matching(file, columns, fits, said, ask);
          done += 1;
          if (own === turn && files.length > 1) tell(say("正在查找…（" + done + "/" + files.length + "）", "Searching… (" + done + " of " + files.length + ")"));
          return one();
        });
      }
    }

    /* ---- number and sum ---- */

    function report(found, all, ask) {
      var total = grouped(all.total), number = grouped(found.length);
      tell(found.length
        ? say("找到 " + number + " 个项目，共 " + total + " 个。", number + " of " + total + " projects.")
        : say("没有符合的项目。", "No project matches."));
      sums.textContent = "";
      csv.hidden = !found.length;
      if (!found.length) return advise(ask);
      var groups = sumsOf(found);
      var many = groups.length > 1;
      var lines = element(many ? "ul" : "p");
      groups.forEach(function (group) { lines.appendChild(element(many ? "li" : "span", "", sumText(group))); });
      sums.appendChild(lines);
      var cautions = [];
      if (many) cautions.push(say("年度不同，或预算与决算不同：分别合计，不能相加。", "Different years, or budgets and final accounts: summed up apart, not to be added."));
      if (groups.some(function (group) { return group.isTwice; })) cautions.push(say("其中既有部门的、也有单位的文档，同一笔钱可能列了两次。", "Documents of departments and of their units are among them: the same money may stand twice."));
      if (cautions.length) sums.appendChild(element("p", "quiet", cautions.join(say("", " "))));
    }

    function advise(ask) {
      var ways = [];
      if (ask.from !== null || ask.to !== null) ways.push(say("放宽金额", "widen the amounts"));
      if (ask.words.length) ways.push(say("用更短的词", "use fewer characters"));
      if (ask.unit || ask.division || ask.functions.length) ways.push(say("去掉单位、地区或功能", "leave out unit, place or function"));
      if (ask.year || ask.kind || ask.form) ways.push(say("去掉年度、预算或决算、绩效表的限制", "leave out year, kind or form"));
      var line = element("p", "quiet", say("可以试试：", "You could ") + ways.join(say("；", ", or ")) + say("。也可以", ". Or "));
      var link = anchor(home, "contribute/", say("补充一个单位", "add a unit"));
      line.appendChild(link);
      line.appendChild(document.createTextNode(say("。", ".")));
      sums.appendChild(line);
    }

    function sumText(group) {
      var wan = group.cents / BigInt(1000000), rest = group.cents % BigInt(1000000);
      var name = say(group.year + " 年" + KINDS[group.kind][0], group.year + " " + KINDS[group.kind][1]);
      var blank = group.blank ? say("（另有 " + group.blank + " 个没有金额）", " (" + group.blank + " more without an amount)") : "";
      var number = group.number - group.blank;
      if (!number) return name + say("：", ": ") + say(group.blank + " 个，都没有金额", group.blank + ", none with an amount");
      var yuan = yuanText(group.cents);
      var inWan = rest % BigInt(10000) ? "" : "（" + grouped(wan) + "." + String(rest < 0 ? -rest : rest).padStart(6, "0").slice(0, 2) + " 万元）";
      return name + say("：" + grouped(number) + " 个，合计 " + yuan + " 元" + inWan, ": " + grouped(number) + ", " + yuan + " yuan in all") + blank;
    }

    /* ---- the table ---- */

    function draw(found, sort) {
      var table = element("table", "projects all");
      var head = table.createTHead().insertRow();
      COLUMNS.forEach(function (column) { head.appendChild(heading(column, sort)); });
      var body = table.createTBody();
      add(body, found, 0);
      matches.textContent = "";
      if (found.length) matches.appendChild(boxed(table));
      matches.hidden = false;
      list.hidden = true;
      if (found.length > shown) matches.appendChild(moreButton(body, found));
    }

    function add(body, found, from) {
      found.slice(from, shown).forEach(function (p) { body.appendChild(row(whole(p))); });
    }

    function moreButton(body, found) {
      var more = element("button", "more");
      more.type = "button";
      name();
      more.addEventListener("click", function () {
        var from = shown;
        shown += STEP;
        add(body, found, from);
        body.rows[from].querySelector("a").focus({ preventScroll: true });
        if (found.length > shown) name();
        else more.remove();
      });
      return more;

      function name() {
        var number = Math.min(STEP, found.length - shown);
        more.textContent = say("再显示 " + number + " 个", "Show " + number + " more");
      }
    }

    function heading(column, sort) {
      var name = column[0];
      var cell = element("th", name === "name" ? "" : "n");
      var button = element("button", "sort", say(column[1], column[2]));
      button.type = "button";
      cell.scope = "col";
      if (sort.replace("-", "") === name) cell.setAttribute("aria-sort", sort[0] === "-" ? "descending" : "ascending");
      button.addEventListener("click", function () {
        var first = name === "name" ? "name" : "-" + name, second = name === "name" ? "-name" : name;
        var next = sort === first ? second : first;
        fields.sort.value = next === "-amount" ? "" : next;
        remember();
        draw(found = sorted(found, next), next);
        matches.querySelector("th[aria-sort] button").focus();
      });
      cell.appendChild(button);
      return cell;
    }

    function row(p) {
      var line = element("tr"), name = element("th"), whose = element("small"), unit = anchor(home, "d/" + p.d.package + "/", "");
      name.scope = "row";
      name.appendChild(chinese(anchor(home, p.address, p.name)));
      unit.appendChild(chinese(element("span", "", p.d.agency)));
      unit.appendChild(document.createTextNode(" " + p.d.title));
      whose.appendChild(unit);
      if (p.own) whose.appendChild(chinese(element("span", "", "　" + p.own)));
      name.appendChild(whose);
      line.appendChild(name);
      line.appendChild(element("td", "n", p.d.year));
      var money = element("td", "n");
      if (p.printed) {
        money.appendChild(anchor(root, p.source, p.printed));
        money.appendChild(document.createTextNode(" "));
      }
      money.appendChild(p.printed ? chinese(element("small", "", p.measure)) : element("span", "quiet", say("空白", "blank")));
      line.appendChild(money);
      line.appendChild(p.indicators < 0 ? noForm() : element("td", "n", String(p.indicators)));
      return line;
    }

    function noForm() {
      var cell = element("td", "n");
      cell.appendChild(element("span", "quiet", say("无表", "no form")));
      return cell;
    }

    /* ---- the download: one line for every match, amounts in yuan ---- */

    function download(found) {
      var head = say(
        ["数据包", "区划代码", "地区", "部门编码", "公开单位", "年度", "文档", "所属单位", "项目", "金额（元）", "原文金额", "原文单位", "绩效表", "指标个数", "页面", "原文出处"],
        ["package", "division_code", "division", "agency_code", "agency", "fiscal_year", "document", "unit", "project", "amount_yuan", "amount_printed", "unit_printed", "performance_form", "indicators", "page", "source"]);
      var lines = [head].concat(found.map(whole).map(function (p) {
        var key = p.d.package.split("-");
        return [p.d.package, key[0], p.d.where, key[1], p.d.agency, key[2], p.d.title, p.own || p.d.agency, p.name, p.cents === null ? "" : plainYuan(p.cents), p.printed, p.measure, p.indicators < 0 ? "" : "1", p.indicators < 0 ? "" : String(p.indicators), new URL(p.address, home).href, p.printed ? new URL(p.source, root).href : ""];
      }));
      var text = "\ufeff" + lines.map(function (line) { return line.map(csvCell).join(","); }).join("\r\n") + "\r\n";
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
      link.download = "mingzhang-projects.csv";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    }

    /* Pages are those of the language; sources exist once. */
    function anchor(from, address, text) {
      var link = element("a", "", text);
      link.href = new URL(address, from).href;
      return link;
    }

    function remember() {
      var kept = new URLSearchParams();
      NAMES.forEach(function (name) { if (value(name)) kept.set(name, value(name)); });
      var query = kept.toString();
      try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); } catch (e) { /* not kept then */ }
    }
  }

  /* ---- disclosures ---- */

  /* The directory with numbers of projects counted through all files; made once. */
  function prepare(directory) {
    if (directory.files) return directory;
    var first = 0, at = 0;
    directory.files = directory.cut.map(function (number, file) {
      var own = directory.disclosures.slice(at, at + number).map(function (row) {
        var parts = /^([^-]+)-([^-]+)-([0-9]+)-([a-z]+)-([a-z]+)$/.exec(row[0]);
        var d = {
          at: at++, first: first, number: row[2], package: row[0], agency: row[1], division: parts[1], year: parts[3], scope: parts[4], kind: parts[5],
          where: directory.places[parts[1]], title: directory.titles[parts[4] + "-" + parts[5]][english ? 1 : 0].replace("{}", parts[3]),
          functions: row[3].map(function (one) { return directory.functions[one]; }).map(function (f) { return { code: f[0], text: squeeze(f[1]) + " " + squeeze(f[2]) }; }),
          units: row[4] || []
        };
        d.text = squeeze(d.where + d.agency) + " " + squeeze(d.title) + " " + squeeze(parts[1] + parts[2]) + " " + squeeze(parts[2]);
        d.unitText = d.units.map(squeeze).join(" ");
        first += row[2];
        return d;
      });
      return { at: file, disclosures: own };
    });
    directory.disclosureList = [].concat.apply([], directory.files.map(function (file) { return file.disclosures; }));
    directory.total = first;
    return directory;
  }

  /* For every disclosure that can hold a match: 2, or 1 where only some of its units fit. Where no name holds the words,
     names that have their characters in order do. */
  function fitting(all, ask) {
    var disclosures = all.disclosureList;
    var fit = disclosures.map(function (d) {
      return d.package.split("-")[0].indexOf(ask.division) === 0 && (!ask.year || d.year === ask.year) && (!ask.kind || d.kind === ask.kind) &&
        ask.functions.every(function (word) { return d.functions.some(function (f) { return f.text.indexOf(word) >= 0 || f.code.indexOf(word) === 0; }); });
    });
    var how = disclosures.map(function (d) { return named(d, ask.unit); });
    if (!how.some(Boolean)) {
      var word = squeeze(ask.unit);
      if (Array.from(word).length > 2) how = disclosures.map(function (d) { return inOrder(d.text, word) ? 2 : 0; });
    }
    return disclosures.map(function (_, at) { return fit[at] ? how[at] : 0; });
  }

  function named(d, unit) {
    if (/^[0-9]{6}-[0-9a-z]+$/.test(unit)) return d.package.indexOf(unit + "-") === 0 ? 2 : 0;
    var words = readWords(unit);
    if (words.every(function (word) { return d.text.indexOf(word) >= 0; })) return 2;
    return words.every(function (word) { return d.text.indexOf(word) >= 0 || d.unitText.indexOf(word) >= 0; }) ? 1 : 0;
  }

  function inOrder(text, word) {
    var at = -1;
    return word.split("").every(function (character) { return (at = text.indexOf(character, at + 1)) >= 0; });
  }

  /* ---- projects ---- */

  /* Which projects say the words, from the index of pairs; nothing where no word has two characters. */
  function saying(get, all, ask) {
    var words = ask.words.filter(function (word) { return Array.from(word).length > 1; });
    if (!words.length) return null;
    return Promise.all(words.map(function (word) {
      return Promise.all(spread(word).map(function (pair) { return partsOf(get, pair, all.pairs); })).then(inAll);
    })).then(function (found) {
      var numbers = Array.from(found[0].keys()).filter(function (number) {
        return found.every(function (parts) { return parts.get(number) & ask.parts; });
      });
      var set = new Set(numbers), holding = new Set(), at = 0;
      numbers.sort(function (a, b) { return a - b; });
      all.disclosureList.forEach(function (d) {
        if (at < numbers.length && numbers[at] < d.first + d.number) holding.add(d);
        while (at < numbers.length && numbers[at] < d.first + d.number) at += 1;
      });
      return {
        parts: function (word, number) { return found[words.indexOf(word)].get(number) & ask.parts; },
        has: function (number) { return set.has(number); },
        holds: function (d) { return holding.has(d); }
      };
    });
  }

  /* Projects of one file that fit. */
  function matching(file, columns, fits, said, ask) {
    var found = [], at = 0;
    file.disclosures.forEach(function (d) {
      for (var end = at + d.number, number = d.first; at < end; at++, number++) {
        if (!fits[d.at] || (said && !said.has(number))) continue;
        if (fits[d.at] === 1 && !ownFits(d, columns.own[at], ask.unit)) continue;
        var indicators = columns.indicators[at];
        if (ask.form && (ask.form === "yes") !== (indicators >= 0)) continue;
        var cents = centsOf(columns.yuan[at]);
        if (ask.from !== null && (cents === null || cents < ask.from)) continue;
        if (ask.to !== null && (cents === null || cents > ask.to)) continue;
        if (!saysAll(columns.name[at], number, said, ask)) continue;
        found.push({ at: number, d: d, name: columns.name[at], cents: cents, indicators: indicators, columns: columns, row: at });
      }
    });
    return found;
  }

  /* The rest of a match, for those that are shown or taken away. */
  function whole(p) {
    var below = "d/" + p.d.package + "/", c = p.columns;
    return {
      d: p.d, name: p.name, cents: p.cents, indicators: p.indicators, own: c.own[p.row], printed: c.printed[p.row], measure: c.unit[p.row],
      address: below + c.address[p.row], source: below + "source/#" + c.source[p.row]
    };
  }

  function ownFits(d, own, unit) {
    var text = squeeze(own);
    return readWords(unit).every(function (word) { return d.text.indexOf(word) >= 0 || text.indexOf(word) >= 0; });
  }

  /* What a form says is known by pairs only; a name is looked at, where pairs do not settle it. */
  function saysAll(name, number, said, ask) {
    return ask.words.every(function (word) {
      var characters = Array.from(word).length;
      var parts = characters > 1 ? said.parts(word, number) : 0;
      if (parts & ~NAME || (parts && characters === 2)) return true;
      return !!(ask.parts & NAME) && squeeze(name).indexOf(word) >= 0;
    });
  }

  function sorted(found, sort) {
    var name = sort.replace("-", ""), turn = sort[0] === "-" ? -1 : 1;
    var compare = {
      name: byName, unit: function () { return 0; },
      year: function (a, b) { return a.d.year < b.d.year ? -1 : a.d.year > b.d.year ? 1 : 0; },
      amount: function (a, b) { return a.cents - b.cents; },
      indicators: function (a, b) { return a.indicators - b.indicators; }
    }[name] || function (a, b) { return b.cents - a.cents; };
    var is = { amount: function (p) { return p.cents !== null; }, indicators: function (p) { return p.indicators >= 0; } }[name] || function () { return true; };
    var kept = found.filter(is), blank = found.filter(function (p) { return !is(p); });
    var otherwise = name === "unit" ? turn : 1;
    kept.sort(function (a, b) { return turn * compare(a, b) || otherwise * (a.at - b.at); });
    return kept.concat(blank.sort(function (a, b) { return a.at - b.at; }));
  }

  var collator = new Intl.Collator("zh", { numeric: true });
  function byName(a, b) { return collator.compare(a.name, b.name); }

  /* By year and kind, the newest first; cents as BigInt, since sums of many may be large. The same money may stand in
     the document of a department and in that of a unit below it: where one division has both, it is said. */
  function sumsOf(found) {
    var groups = {};
    found.forEach(function (p) {
      var key = p.d.year + p.d.kind;
      var group = groups[key] || (groups[key] = { year: p.d.year, kind: p.d.kind, number: 0, blank: 0, cents: BigInt(0), isTwice: false, scopes: {} });
      group.number += 1;
      var scope = group.scopes[p.d.division] || (group.scopes[p.d.division] = p.d.scope);
      if (scope !== p.d.scope) group.isTwice = true;
      if (p.cents === null) group.blank += 1;
      else group.cents += BigInt(p.cents);
    });
    return Object.keys(groups).sort().reverse().map(function (key) { return groups[key]; });
  }

  /* ---- amounts ---- */

  /* `1234.5` 元 → 123450, exact below ninety trillion; null where nothing is printed. */
  function centsOf(yuan) {
    if (yuan === "") return null;
    var parts = yuan.replace("-", "").split(".");
    var cents = Number(parts[0]) * 100 + Number(((parts[1] || "") + "00").slice(0, 2));
    return yuan[0] === "-" ? -cents : cents;
  }

  /* 万元 as typed → cents, or null. */
  function amount(typed) {
    var number = parseFloat(typed);
    return isFinite(number) ? Math.round(number * 1e6) : null;
  }

  function plainYuan(cents) {
    var units = BigInt(cents), size = units < 0 ? -units : units;
    return (units < 0 ? "-" : "") + size / BigInt(100) + "." + String(size % BigInt(100)).padStart(2, "0");
  }

  function yuanText(cents) {
    var parts = plainYuan(cents).split(".");
    return grouped(parts[0]) + (parts[1] === "00" ? "" : "." + parts[1]);
  }

  function grouped(number) { return String(number).replace(/\B(?=(\d{3})+$)/g, ","); }

  /* As `escape.csv_text` writes: an apostrophe before what a spreadsheet would run, and one line. */
  function csvCell(text) {
    var flat = /[\n\r\t]/.test(text) ? text.replace(/\s+/g, " ") : text;
    if (flat.length > 1 && /^[=+\-@\t＝＋－＠]/.test(flat) && !/^[-+－＋]?[\d.,．，]+[%％]?$/.test(flat)) flat = "'" + flat;
    return /[",\r\n]/.test(flat) ? '"' + flat.replace(/"/g, '""') + '"' : flat;
  }

  /* ---- the index of pairs, as `grams.py` writes it ---- */

  /* Numbers of projects with the parts (a sum of NAME, INDICATORS, PURPOSE) that hold the pair. */
  function partsOf(get, pair, files) {
    if (!files) return Promise.resolve(new Map());
    var characters = Array.from(pair);
    var file = (characters[0].codePointAt(0) * 31 + characters[1].codePointAt(0)) % files;
    return get("assets/projects/pairs/" + file + ".json").then(function (found) {
      var number = 0, parts = new Map();
      (Object.prototype.hasOwnProperty.call(found, pair) ? found[pair] : []).forEach(function (gap) {
        number += gap;
        parts.set(Math.floor(number / PARTS), number % PARTS);
      });
      return parts;
    });
  }

  function inAll(maps) {
    maps.sort(function (a, b) { return a.size - b.size; });
    return maps.slice(1).reduce(function (kept, map) {
      var next = new Map();
      kept.forEach(function (parts, number) {
        var both = parts & (map.get(number) || 0);
        if (both) next.set(number, both);
      });
      return next;
    }, maps[0]);
  }

  function spread(word) {
    var characters = Array.from(word), pairs = [];
    for (var at = 1; at < characters.length; at++) pairs.push(characters[at - 1] + characters[at]);
    if (pairs.length <= PAIRS) return pairs;
    return Array.from({ length: PAIRS }, function (_, number) { return pairs[Math.round(number * (pairs.length - 1) / (PAIRS - 1))]; });
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

  function squeeze(value) {
    if (/^[\u4e00-\u9fff0-9a-z]*$/.test(value)) return value;
    return value.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, "");
  }

  function readWords(value) { return value.normalize("NFKC").split(/[\s、，,]+/).map(squeeze).filter(Boolean); }

  function element(tag, css, text) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  }

  function chinese(made) {
    if (english) made.lang = "zh";
    return made;
  }

  function boxed(table) {
    var box = element("div", "scroll");
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", say("符合的项目", "Projects that match"));
    box.appendChild(table);
    return box;
  }
})();
