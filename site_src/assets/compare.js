/* Disclosures side by side. The choice stands in the address (?d=a,b,c); each disclosure is one small file, asked
   for when it is chosen. Amounts are shown as printed; what is worked out here is exact (BigInt) and says so.
   Whatever a document says reaches the page as text, never as HTML. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var place = document.querySelector(".compare");
    if (place) start(place);
  });

  var english = document.documentElement.lang === "en";
  function say(zh, en) { return english ? en : zh; }

  var MOST = 6, FOUND = 10;
  var LETTERS = "ABCDEF";
  var NAME = /^([0-9]{6}-(?:[0-9]{3,12}|x[0-9a-f]{8}))-(([0-9]{4})-(dept|unit)-(budget|final))$/;
  var SECTIONS = [
    ["totals", say("总额", "Totals"), ""],
    ["function", say("按支出功能", "By function"), say("支出总表，按类、款、项。", "Table of expenditure, by class, group and item.")],
    ["economic", say("按经济科目", "By economic item"), say("一般公共预算的基本支出：工资、办公费等。不含项目支出。", "Basic expenditure of the general public budget: salaries, office costs and so on, without projects.")],
    ["three_public", say("“三公”经费", "Three public expenses"), say("预算是安排数，决算是支出数。", "Budgets: planned; final accounts: spent.")],
    ["running", say("机关运行经费", "Operating costs"), ""],
    ["staff", say("人员（原文写明的）", "People, as stated"), say("取自正文，没有写的就是没有写。", "From the explanations; where nothing is stated, nothing is shown.")]
  ];
  var KINDS = { budget: say("预算", "budgets"), final: say("决算", "final accounts") };
  var SCOPES = { dept: say("部门", "department"), unit: say("单位", "unit") };
  var STATES = {
    data: say("未列", "not listed"),
    empty_stated: say("空表（已注明）", "empty, as stated"),
    empty_unstated: say("空表（未注明）", "empty, not stated why"),
    missing: say("未见此表", "no such table found")
  };
  var WAN = say("万元", "10,000 yuan");

  function start(place) {
    var form = place.querySelector("form.pick");
    var input = form.querySelector("input");
    var list = form.querySelector("[role=listbox]");
    var told = form.querySelector(".told");
    var chips = place.querySelector(".chosen");
    var also = place.querySelector(".also");
    var result = place.querySelector(".result");
    var options = place.querySelector(".options");
    var root = new URL(form.dataset.units.replace(/assets\/find\/units\.json$/, "") || "./", location.href);
    var pages = english ? new URL("en/", root) : root;
    var index = null, waiting = null, files = {}, chosen = [], matches = [], at = -1;

    form.hidden = false;
    read();
    addEventListener("popstate", function () { read(); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", suggest);
    input.addEventListener("keydown", steer);
    input.addEventListener("blur", function () { setTimeout(close, 200); });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var item = event.target.closest("[role=option]");
      if (item) choose(matches[Number(item.dataset.at)]);
    });
    options.addEventListener("change", function () { remember(false); draw(); });

    /* -- the choice and the address -- */

    function read() {
      var asked = new URLSearchParams(location.search);
      var names = (asked.get("d") || "").split(",").filter(function (name) { return NAME.test(name); });
      chosen = names.filter(function (name, n) { return names.indexOf(name) === n; }).slice(0, MOST);
      ["detail", "as"].forEach(function (name) {
        var field = options.elements[name], wanted = asked.get(name);
        field.value = [].some.call(field.options, function (option) { return option.value === wanted; }) ? wanted : field.options[0].value;
      });
      update();
    }

    function remember(isStep) {
      var parts = [];
      if (chosen.length) parts.push("d=" + chosen.join(","));
      ["detail", "as"].forEach(function (name) {
        var field = options.elements[name];
        if (field.selectedIndex > 0) parts.push(name + "=" + field.value);
      });
      var address = location.pathname + (parts.length ? "?" + parts.join("&") : "");
      if (isStep) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }

    function choose(name) {
      close();
      input.value = "";
      if (!name || chosen.indexOf(name) >= 0) return;
      if (chosen.length >= MOST) {
        told.textContent = say("最多比较六份，请先移去一份。", "Six at most: remove one first.");
        return;
      }
      chosen = chosen.concat(name);
      remember(true);
      update();
    }

    function drop(name) {
      chosen = chosen.filter(function (other) { return other !== name; });
      remember(true);
      update();
      input.focus();
    }

    function update() {
      told.textContent = "";
      if (!chosen.length) return draw();
      loadIndex().then(function () {
        return Promise.all(chosen.filter(isKnown).map(loadFile));
      }).then(draw, function () {
        told.textContent = say("数据没有取到，请再试一次。", "The data could not be fetched; please try again.");
      });
    }

    function isKnown(name) {
      var parts = NAME.exec(name);
      return Boolean(index.packages[parts[1]] && index.packages[parts[1]].indexOf(parts[2]) >= 0);
    }

    /* -- what is fetched -- */

    function get(address) {
      return fetch(address).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      });
    }

    function loadIndex() {
      waiting = waiting || Promise.all([get(form.dataset.units), get(form.dataset.list)]).then(function (found) {
        index = { units: [], packages: found[1] };
        found[0].forEach(function (row) {
          var key = row[3].replace(/^units\/|\/$/g, "");
          (found[1][key] || []).forEach(function (rest) { index.units.push(disclosure(row, key + "-" + rest)); });
        });
      }, function (error) { waiting = null; throw error; });
      return waiting;
    }

    function disclosure(row, name) {
      var title = titleOf(name);
      return { name: name, unit: row[0].split(" ")[0], names: fold(row[0]), where: row[1], title: title, text: fold(row.slice(0, 3).join(" ") + " " + title + " " + name) };
    }

    function loadFile(name) {
      if (files[name]) return files[name];
      return get(new URL("assets/compare/" + name + ".json", root)).then(function (found) { files[name] = found; });
    }

    /* -- the picker: a combobox -- */

    function suggest() {
      var asked = fold(input.value);
      told.textContent = "";
      if (asked.length < 2) return close();
      loadIndex().then(function () {
        if (fold(input.value) !== asked) return;
        var words = asked.split(" ");
        var fit = index.units.filter(function (d) {
          return chosen.indexOf(d.name) < 0 && words.every(function (word) { return d.text.indexOf(word) >= 0; });
        });
        fit.forEach(function (d, n) { d.rank = (d.names === asked ? 0 : d.names.indexOf(words[0]) === 0 ? 1 : d.names.indexOf(words[0]) > 0 ? 2 : 3); d.order = n; });
        fit.sort(function (a, b) { return a.rank - b.rank || a.order - b.order; });
        open(fit);
      }, function () { told.textContent = say("名录没有取到，请再试一次。", "The list could not be fetched; please try again."); });
    }

    function open(fit) {
      matches = fit.slice(0, FOUND).map(function (d) { return d.name; });
      at = -1;
      list.textContent = "";
      fit.slice(0, FOUND).forEach(function (d, n) {
        var item = element("li", "");
        item.id = "pick-" + n;
        item.dataset.at = String(n);
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.appendChild(chinese(element("span", "", d.unit)));
        var small = element("small", "", d.title + " ");
        small.appendChild(chinese(element("span", "", d.where)));
        item.appendChild(small);
        list.appendChild(item);
      });
      list.hidden = !matches.length;
      input.setAttribute("aria-expanded", String(Boolean(matches.length)));
      told.textContent = !fit.length ? say("没有找到。试试更短的词。", "Nothing found. Names are in Chinese; try fewer characters.")
        : fit.length > FOUND ? say("共 " + fit.length + " 份，先列 " + FOUND + " 份；多输几个字。", fit.length + " found, the first " + FOUND + " shown; type more.")
          : say("共 " + fit.length + " 份，用上下键选择。", fit.length + " found; choose with the arrow keys.");
    }

    function close() {
      list.hidden = true;
      matches = [];
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function steer(event) {
      if (event.isComposing) return;
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && matches.length) {
        event.preventDefault();
        at = (at + step + matches.length + (at < 0 && step < 0 ? 1 : 0)) % matches.length;
        [].forEach.call(list.children, function (item, n) { item.setAttribute("aria-selected", String(n === at)); });
        input.setAttribute("aria-activedescendant", "pick-" + at);
        list.children[at].scrollIntoView({ block: "nearest" });
      } else if (event.key === "Enter") {
        event.preventDefault();
        choose(matches[Math.max(at, 0)]);
      } else if (event.key === "Escape") {
        close();
      }
    }

    /* -- what is shown -- */

    function draw() {
      var shown = chosen.filter(function (name) { return files[name]; }).map(function (name) { return files[name]; });
      var unknown = chosen.filter(function (name) { return index && !isKnown(name); });
      if (unknown.length) told.textContent = say("没有这份文档：", "There is no such disclosure: ") + unknown.join(say("、", ", "));
      drawChips();
      drawAlso();
      place.classList.toggle("used", chosen.length > 0);
      options.hidden = shown.length < 2;
      result.textContent = "";
      if (!shown.length) return;
      if (shown.length < 2) {
        result.appendChild(element("p", "state", say("再加一份，就可以比较。", "Add another one to compare.")));
        return;
      }
      result.appendChild(notices(shown));
      SECTIONS.forEach(function (part) { result.appendChild(section(part, shown)); });
      result.appendChild(perHead(shown));
    }

    function drawChips() {
      chips.textContent = "";
      chosen.forEach(function (name, n) {
        var d = files[name], item = element("li", "");
        item.appendChild(element("b", "letter", LETTERS[n]));
        var what = element("span", "what");
        if (d) {
          what.appendChild(chinese(anchor(pages, d.address, d.name)));
          var small = element("small", "", say(d.title[0], d.title[1]) + " ");
          small.appendChild(chinese(element("span", "", d.where)));
          what.appendChild(small);
        } else {
          what.appendChild(element("span", "", name));
        }
        item.appendChild(what);
        var away = element("button", "", "×");
        away.type = "button";
        away.setAttribute("aria-label", say("移去 ", "Remove ") + LETTERS[n]);
        away.addEventListener("click", function () { drop(name); });
        item.appendChild(away);
        chips.appendChild(item);
      });
    }

    /* Other disclosures of the units that are chosen: one click away. */
    function drawAlso() {
      also.textContent = "";
      if (!index || !chosen.length || chosen.length >= MOST) return;
      var units = chosen.map(function (name) { return NAME.exec(name)[1]; });
      var more = index.units.filter(function (d) {
        return chosen.indexOf(d.name) < 0 && units.indexOf(NAME.exec(d.name)[1]) >= 0;
      }).slice(0, 8);
      if (!more.length) return;
      also.appendChild(element("span", "quiet", say("同一单位的：", "Of the same unit: ")));
      more.forEach(function (d) {
        var add = element("button", "", "＋ ");
        add.type = "button";
        add.appendChild(chinese(element("span", "", d.unit)));
        add.appendChild(document.createTextNode(" " + d.title));
        add.addEventListener("click", function () { choose(d.name); });
        also.appendChild(add);
      });
    }

    /* What a reader must know before comparing. */
    function notices(shown) {
      var found = [];
      function differ(of) { return shown.some(function (d) { return of(d) !== of(shown[0]); }); }
      function told(of, names) {
        return shown.map(function (d, n) { return LETTERS[n] + " " + (names ? names[of(d)] : of(d)); }).join(say("，", ", "));
      }
      if (differ(function (d) { return d.kind; })) {
        found.push(say("预算与决算不能直接相比：预算是年初的安排，决算是全年的收支，含上年结转和年中追加。", "Budgets and final accounts do not compare directly: a budget is the plan at the start of the year, final accounts are what came in and was spent, with money carried over and added during the year. ") + told(function (d) { return d.kind; }, KINDS) + say("。", "."));
      }
      if (differ(function (d) { return d.scope; })) {
        found.push(say("部门与单位的口径不同：部门含下属单位，单位只是它自己。", "Departments and units differ in scope: a department includes the units below it, a unit is itself alone. ") + told(function (d) { return d.scope; }, SCOPES) + say("。", "."));
      }
      if (differ(function (d) { return d.year; })) {
        found.push(say("年度不同：", "The fiscal years differ: ") + told(function (d) { return d.year; }) + say("。没有按物价调整。", ". Nothing is adjusted for prices."));
      }
      if (differ(function (d) { return d.rank; })) {
        found.push(say("级别不同（省、市、县），职责和人数相差很大。", "They belong to different levels of government, with other duties and numbers of staff."));
      }
      if (isMixed(shown, "totals")) {
        found.push(say("原文的计量单位不同：", "They print different units of measure: ") + told(function (d) { return d.totals.unit; }) + say("。数字照原文，下面一行小字是换算成万元的同一个数。", ". Figures stand as printed; below, in small type, is the same amount in 10,000 yuan."));
      }
      var gaps = shown.map(function (d, n) {
        var lost = Object.keys(d.tables).filter(function (name) { return d.tables[name][3] !== "data" || d.tables[name][4]; });
        return lost.length ? LETTERS[n] + say("：", ": ") + lost.map(function (name) {
          var table = d.tables[name];
          return say("《" + table[0] + "》", table[1] + " – ") + (table[4] ? say("有 " + table[4] + " 个数字未能读取", "has " + table[4] + " numbers that could not be read") : STATES[table[3]]);
        }).join(say("，", ", ")) : "";
      }).filter(Boolean);
      if (gaps.length) found.push(say("有的表没有数字。", "Some tables hold no figures. ") + gaps.join(say("；", "; ")) + say("。", "."));
      var box = element("section", "notices");
      box.appendChild(element("h2", "", found.length ? say("比较之前", "Before you compare") : say("口径相同", "Like with like")));
      if (found.length) {
        var items = element("ul", "");
        found.forEach(function (text) { items.appendChild(marked(element("li", ""), text)); });
        box.appendChild(items);
      } else {
        box.appendChild(element("p", "", say("同为一个年度、同一种文档、同样的口径，各表都有数字。", "Same year, same kind of document, same scope, and every table holds figures.")));
      }
      box.appendChild(element("p", "quiet", say("空白：原文有这一行，没有印数字。0.00：原文印的是零。未列：原文没有这一行。点击数字看原文。", "blank: the row is there, no number is printed. 0.00: the document prints a zero. not listed: there is no such row. Click a figure for its line in the document (Chinese).")));
      return box;
    }

    function section(part, shown) {
      var key = part[0], rows = union(shown, key);
      var box = element("section", "");
      var title = element("h2", "", part[1]);
      title.id = key;
      box.appendChild(title);
      if (part[2]) box.appendChild(element("p", "quiet", part[2]));
      if (key === "economic" && shown.some(function (d) { return d.kind !== shown[0].kind; })) {
        box.appendChild(element("p", "state", say("预算的这张表不含上年结转，决算的这张表是全年支出，请勿直接相减。", "In budgets this table leaves out money carried over; in final accounts it is all that was spent. Do not subtract one from the other.")));
      }
      if (!rows.length) {
        box.appendChild(element("p", "quiet", key === "staff" ? say("都没有写明人数。", "None states how many people work there.") : say("都没有数字。", "None holds figures.")));
        return box;
      }
      var deepest = Number(options.elements.detail.value);
      var hides = rows.filter(function (row) { return row.level > deepest; }).length;
      var share = options.elements.as.value === "share" && (key === "function" || key === "economic");
      var wholes = shown.map(function (d) { return share ? whole(d, key) : null; });
      var body = rows.filter(function (row) { return row.level <= deepest || key === "three_public"; }).map(function (row) { return line(row, shown, key, share, wholes); });
      box.appendChild(boxed(table(part[1], shown, body, from(rows, shown)), part[1]));
      if (share) box.appendChild(element("p", "quiet", say("占比：每一项 ÷ 同一张表的合计（没有合计行的，用各类之和），四舍五入到 0.1%。", "Shares: each item by the total of the same table (without a row of totals, the sum of its classes), rounded to 0.1%.")));
      if (hides && (key === "function" || key === "economic")) box.appendChild(element("p", "quiet", say("另有 " + hides + " 行更细的科目，在上面选择“细到”可以看到。", hides + " rows of finer items are hidden; choose above how deep to look.")));
      return box;
    }

    /* Rows any of them prints: totals first, then by code, then those without a code. */
    function union(shown, key) {
      var rows = {}, order = [];
      shown.forEach(function (d, n) {
        d[key].rows.forEach(function (r) {
          var row = rows["k" + r[0]];
          if (!row) {
            row = rows["k" + r[0]] = { key: r[0], level: r[1], label: r[2], english: r[3], cells: [], others: [] };
            order.push(row);
          } else if (plain(r[2]) !== plain(row.label)) {
            row.others.push([n, r[2]]);
          }
          row.cells[n] = r;
        });
      });
      if (key !== "function" && key !== "economic") return order;
      return order.map(function (row, n) {
        row.order = (row.key === "total" ? "0" : /^[0-9]+$/.test(row.key) ? "1" : "2") + row.key;
        row.n = n;
        return row;
      }).sort(function (a, b) { return a.order < b.order ? -1 : a.order > b.order ? 1 : a.n - b.n; });
    }

    function whole(d, key) {
      var total = d[key].rows.filter(function (r) { return r[0] === "total"; })[0];
      if (total) return sum(total[5]);
      var tops = d[key].rows.filter(function (r) { return r[1] === 1; });
      return tops.length ? tops.reduce(function (all, r) { return all + (sum(r[5]) || BigInt(0)); }, BigInt(0)) : null;
    }

    function line(row, shown, key, share, wholes) {
      var made = element("tr", "l" + row.level);
      var name = element("th", "");
      name.scope = "row";
      label(name, row.label, row.english, /^[0-9]+$/.test(row.key) ? row.key : "");
      row.others.forEach(function (other) {
        name.appendChild(chinese(element("small", "other", LETTERS[other[0]] + "：" + other[1])));
      });
      made.appendChild(name);
      var sums = shown.map(function (d, n) { return row.cells[n] ? sum(row.cells[n][5]) : null; });
      if (share) sums = sums.map(function (amount, n) { return amount === null || !wholes[n] ? null : amount * BigInt(1000000) / wholes[n]; });
      var most = largest(sums);
      shown.forEach(function (d, n) {
        var cell = element("td", "n");
        if (row.cells[n]) figures(cell, row.cells[n], d, key, shown, share ? sums[n] : null);
        else absent(cell, d, key);
        bar(cell, sums[n], most);
        made.appendChild(cell);
      });
      return made;
    }

    function figures(cell, found, d, key, shown, share) {
      if (found[5] === "na") {
        cell.appendChild(element("span", "none", say("不适用", "n/a")));
        return;
      }
      if (!found[5].length) {
        var table = d.tables[found[4]];
        cell.appendChild(element("span", "none", table && table[3] !== "data" ? STATES[table[3]] : say("空白", "blank")));
        return;
      }
      var mixed = isMixed(shown, key);
      found[5].forEach(function (figure) {
        var unit = figure[3] || d[key].unit, box = element("span", "figure");
        if (share !== null) box.appendChild(element("span", "share", percent(share)));
        box.appendChild(anchor(root, d.source + "#" + figure[2], figure[0]));
        if (key === "staff" || mixed || figure[3]) {
          box.appendChild(document.createTextNode(" "));
          box.appendChild(chinese(element("small", "", unit)));
        }
        if (mixed && figure[1] && unit !== "万元") box.appendChild(element("small", "same", "= " + inWan(figure[1]) + " " + WAN));
        if (figure[4]) {
          var note = element("small", "same", say(figure[4], figure[5]));
          box.appendChild(figure[4] === figure[5] ? chinese(note) : note);
        }
        cell.appendChild(box);
      });
    }

    function isMixed(shown, key) {
      return shown.map(function (d) { return d[key].unit; }).filter(Boolean).some(function (unit, n, all) { return unit !== all[0]; });
    }

    function absent(cell, d, key) {
      var own = key === "staff" ? null : tableOf(d, key);
      var told = !own ? say("未写明", "not stated") : STATES[own[3]];
      cell.appendChild(element("span", "none", told));
      if (own && own[4]) cell.appendChild(element("small", "same", say("此表有未能读取的数字", "this table has unread numbers")));
    }

    function tableOf(d, key) {
      return d.tables[{ "function": "expenditure", economic: "basic_expenditure", three_public: "three_public", totals: "balance", running: d.kind === "budget" ? "operating_costs" : "supplementary" }[key]];
    }

    /* The tables the figures of each disclosure come from, as it calls them. */
    function from(rows, shown) {
      return shown.map(function (d, n) {
        var names = [];
        rows.forEach(function (row) {
          var table = row.cells[n] && row.cells[n][4];
          if (table && names.indexOf(table) < 0) names.push(table);
        });
        return names.map(function (name) { return [d.address + name + "/", d.tables[name][2] || d.tables[name][0]]; });
      });
    }

    function perHead(shown) {
      var box = element("section", "");
      var title = element("h2", "", say("人均", "Per head"));
      title.id = "per_head";
      box.appendChild(title);
      var counted = shown.filter(function (d) { return d.heads[0] === "one"; });
      var without = shown.map(function (d, n) {
        return d.heads[0] === "one" ? "" : LETTERS[n] + " " + (d.heads[0] === "none" ? say("没有写明实有人数", "does not state its staff") : say("写了多个人数，不知以哪个为准", "states several numbers"));
      }).filter(Boolean).join(say("，", ", "));
      box.appendChild(element("p", "quiet", say("只在原文写明唯一的实有人数时计算：表中的数 ÷ 实有人数，四舍五入到元。人数是否含下属单位、退休人员，以原文为准。", "Worked out only where the document states exactly one number of staff: the printed total by that number, rounded to whole yuan. Whether it covers units below or retired staff is for the document to say.") + (without ? " " + without + say("，因此不算。", "; not worked out.") : "")));
      if (!counted.length) return box;
      var keys = [], rows = {};
      shown.forEach(function (d, n) {
        d.per_head.forEach(function (r) {
          if (!rows[r[0]]) { rows[r[0]] = { label: r[1], english: r[2], cells: [] }; keys.push(r[0]); }
          rows[r[0]].cells[n] = r[3];
        });
      });
      var body = keys.map(function (key) {
        var row = rows[key], made = element("tr", "l1"), name = element("th", "");
        name.scope = "row";
        label(name, row.label, row.english, "");
        made.appendChild(name);
        var amounts = shown.map(function (d, n) { return row.cells[n] ? exact(row.cells[n]) : null; });
        shown.forEach(function (d, n) {
          var cell = element("td", "n");
          if (row.cells[n]) {
            cell.appendChild(document.createTextNode(grouped(row.cells[n]) + " "));
            cell.appendChild(element("small", "", say("元/人", "yuan each")));
          } else {
            cell.appendChild(element("span", "none", d.heads[0] === "one" ? say("空白", "blank") : say("不算", "not worked out")));
          }
          bar(cell, amounts[n], largest(amounts));
          made.appendChild(cell);
        });
        return made;
      });
      var first = element("tr", "l0"), heads = element("th", "", say("实有人数", "Staff, as stated"));
      heads.scope = "row";
      first.appendChild(heads);
      shown.forEach(function (d) {
        var cell = element("td", "n");
        if (d.heads[0] === "one") cell.appendChild(anchor(root, d.source + "#" + d.heads[2], String(d.heads[1])));
        else cell.appendChild(element("span", "none", d.heads[0] === "none" ? say("未写明", "not stated") : say("不止一个", "several")));
        first.appendChild(cell);
      });
      box.appendChild(boxed(table(say("人均", "Per head"), shown, [first].concat(body), null), say("人均", "Per head")));
      return box;
    }

    function table(title, shown, body, origin) {
      var made = element("table", "compared n" + shown.length);
      made.appendChild(element("caption", "said", title));
      var head = made.createTHead().insertRow();
      var corner = element("th", "", units(shown, title));
      corner.scope = "col";
      head.appendChild(corner);
      shown.forEach(function (d, n) {
        var cell = element("th", "n");
        cell.scope = "col";
        cell.appendChild(element("b", "letter", LETTERS[n]));
        cell.appendChild(chinese(element("span", "who", d.name)));
        cell.appendChild(element("small", "", say(d.title[0], d.title[1])));
        head.appendChild(cell);
      });
      var rows = made.createTBody();
      body.forEach(function (row) { rows.appendChild(row); });
      if (origin && origin.some(function (found) { return found.length; })) {
        var last = element("tr", "from"), name = element("th", "", say("取自", "From"));
        name.scope = "row";
        last.appendChild(name);
        origin.forEach(function (found) {
          var cell = element("td", "");
          found.forEach(function (link) { cell.appendChild(chinese(anchor(pages, link[0], link[1]))); });
          last.appendChild(cell);
        });
        rows.appendChild(last);
      }
      return made;
    }

    function units(shown, title) {
      var part = SECTIONS.filter(function (found) { return found[1] === title; })[0];
      if (!part || part[0] === "staff" || isMixed(shown, part[0])) return "";
      var unit = shown.map(function (d) { return d[part[0]].unit; }).filter(Boolean)[0] || "";
      return unit ? say("单位：" + unit, { "万元": WAN, "元": "yuan" }[unit] || "") : "";
    }

    function label(cell, printed, name, code) {
      if (code) cell.appendChild(element("small", "code", code));
      if (english && name) {
        cell.appendChild(element("span", "", name));
        if (name !== printed) cell.appendChild(chinese(element("small", "other", printed)));
      } else {
        cell.appendChild(chinese(element("span", "", printed)));
      }
    }
  }

  /* -- exact amounts: strings and BigInt, in millionths of 元 -- */

  function exact(yuan) {
    var found = /^(-?)([0-9]+)(?:\.([0-9]{1,6}))?$/.exec(yuan);
    if (!found) return null;
    var amount = BigInt(found[2] + ((found[3] || "") + "000000").slice(0, 6));
    return found[1] ? -amount : amount;
  }

  function sum(cell) {
    if (!Array.isArray(cell) || !cell.length) return null;
    return cell.reduce(function (all, figure) {
      var amount = exact(figure[1] || "");
      return all === null || amount === null ? null : all + amount;
    }, BigInt(0));
  }

  function inWan(yuan) {
    var amount = exact(yuan);
    if (amount === null) return "";
    var sign = amount < BigInt(0) ? "-" : "";
    var digits = String(amount < BigInt(0) ? -amount : amount).padStart(11, "0");
    var fraction = digits.slice(-10).replace(/0+$/, "").padEnd(2, "0");
    return sign + grouped(digits.slice(0, -10)) + "." + fraction;
  }

  function percent(millionths) {
    var tenths = (millionths + BigInt(500)) / BigInt(1000);
    return String(tenths / BigInt(10)) + "." + String(tenths % BigInt(10)).replace("-", "") + "%";
  }

  function grouped(digits) { return digits.replace(/\B(?=([0-9]{3})+$)/g, ","); }

  function largest(amounts) {
    return amounts.reduce(function (most, amount) { return amount !== null && amount > most ? amount : most; }, BigInt(0));
  }

  function bar(cell, amount, most) {
    if (amount === null || amount <= BigInt(0) || most <= BigInt(0)) return;
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    var rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    svg.setAttribute("class", "length");
    svg.setAttribute("aria-hidden", "true");
    rect.setAttribute("width", String(Number(amount * BigInt(1000) / most) / 10) + "%");
    rect.setAttribute("height", "100%");
    svg.appendChild(rect);
    cell.appendChild(svg);
  }

  /* -- text -- */

  function titleOf(name) {
    var parts = NAME.exec(name);
    var what = { "dept-budget": ["部门预算", "Departmental budget"], "unit-budget": ["单位预算", "Unit budget"], "dept-final": ["部门决算", "Departmental final accounts"], "unit-final": ["单位决算", "Unit final accounts"] }[parts[4] + "-" + parts[5]];
    return say(parts[3] + "年" + what[0], what[1] + " " + parts[3]);
  }

  function fold(value) { return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim(); }
  function plain(value) { return fold(value).replace(/^[一二三四五六七八九十]+、|[\s]/g, ""); }

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

  /* English sentences that quote Chinese (units of measure) say so. */
  function marked(made, text) {
    text.split(/([㐀-鿿]+)/).forEach(function (piece, n) {
      if (piece) made.appendChild(english && n % 2 ? chinese(element("span", "", piece)) : document.createTextNode(piece));
    });
    return made;
  }

  function anchor(base, address, text) {
    var link = element("a", "", text);
    link.href = new URL(address, base).href;
    return link;
  }

  function boxed(table, title) {
    var box = element("div", "scroll");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", title);
    box.appendChild(table);
    return box;
  }
})();
