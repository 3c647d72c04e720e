/* Sorting, filtering and copying of a standard table. Without it the table is complete, in printed order. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var tables = [].slice.call(document.querySelectorAll("table.amounts"));
    if (!tables.length) return;
    tables.forEach(startSorting);
    var form = document.querySelector("form.tools");
    if (form) startFiltering(form, tables);
    var copy = document.querySelector("button.copy");
    if (copy) startCopying(copy, tables);
  });

  function rowsOf(table) { return [].slice.call(table.tBodies[0].rows); }

  /* ---- sorting: totals stay on top; numbers by their exact value, then ——, then blanks ---- */

  function startSorting(table) {
    var heads = [].slice.call(table.tHead.rows[0].cells);
    var printed = rowsOf(table);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      wrap();
      /* Chromium repeats a head on every printed page only if it holds no button. */
      window.addEventListener("beforeprint", unwrap);
      window.addEventListener("afterprint", wrap);
      button.addEventListener("click", function () { sortBy(table, heads, printed, column); });

      function wrap() {
        while (head.firstChild && head.firstChild !== button) button.appendChild(head.firstChild);
        head.appendChild(button);
      }

      function unwrap() {
        while (button.firstChild) head.insertBefore(button.firstChild, button);
        button.remove();
      }
    });
    table.addEventListener("as-printed", function () { arrange(table, heads, printed, null, ""); });
  }

  function sortBy(table, heads, printed, column) {
    var head = heads[column];
    var numbers = head.classList.contains("n");
    var first = numbers ? "descending" : "ascending", second = numbers ? "ascending" : "descending";
    var now = head.getAttribute("aria-sort");
    var next = now === first ? second : now === second ? "" : first;
    if (head.classList.contains("at")) next = "";
    if (!next) return arrange(table, heads, printed, null, "");
    var keyed = printed.map(function (row, at) {
      return { row: row, at: at, total: row.classList.contains("total"), key: numbers ? numberOf(row.cells[column]) : textOf(row.cells[column]) };
    });
    var turn = next === "descending" ? -1 : 1;
    keyed.sort(function (a, b) {
      if (a.total !== b.total) return a.total ? -1 : 1;
      if (a.total) return a.at - b.at;
      return (numbers ? byNumber(a.key, b.key, turn) : byText(a.key, b.key, turn)) || a.at - b.at;
    });
    arrange(table, heads, keyed.map(function (entry) { return entry.row; }), head, next);
  }

  function arrange(table, heads, rows, head, direction) {
    var kept = document.activeElement;
    var body = table.tBodies[0];
    rows.forEach(function (row) { body.appendChild(row); });
    heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    if (head) head.setAttribute("aria-sort", direction);
    table.classList.toggle("sorted", !!head);
    if (kept && table.contains(kept)) kept.focus({ preventScroll: true });
  }

  /* { rank, units }: rank 0 a number, 1 not applicable, 2 blank; units are hundred-millionths, exact. */
  function numberOf(cell) {
    var text = (cell.dataset.v || textOf(cell)).replace(/,/g, "");
    var found = /^(-?)(\d*)\.?(\d*)/.exec(text);
    if (!found || !(found[2] + found[3])) return { rank: cell.classList.contains("na") ? 1 : 2, units: BigInt(0) };
    var units = BigInt(found[2] + (found[3] + "00000000").slice(0, 8));
    return { rank: 0, units: found[1] ? -units : units };
  }

  function byNumber(a, b, turn) {
    if (a.rank !== b.rank) return a.rank - b.rank;
    return a.units < b.units ? -turn : a.units > b.units ? turn : 0;
  }

  function byText(a, b, turn) {
    if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
    return turn * a.localeCompare(b, "zh", { numeric: !/^\d+$/.test(a + b) });
  }

  function textOf(cell) { return cell ? cell.textContent.replace(/\s+/g, " ").trim() : ""; }

  /* ---- filtering ---- */

  function startFiltering(form, tables) {
    var fields = form.elements, told = form.querySelector("output");
    var rows = [];
    tables.forEach(function (table) {
      rowsOf(table).forEach(function (row) { rows.push({ row: row, text: fold(row.textContent) }); });
    });
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", show);
    form.addEventListener("reset", function () {
      setTimeout(show, 0);
      tables.forEach(function (table) { table.dispatchEvent(new Event("as-printed")); });
    });
    window.addEventListener("hashchange", reveal);

    function show() {
      var words = fold(fields.words.value).split(" ").filter(Boolean);
      var level = fields.level ? fields.level.value : "";
      var shown = 0;
      rows.forEach(function (entry) {
        var fits = words.every(function (word) { return entry.text.indexOf(word) >= 0; }) && isOf(entry.row, level);
        entry.row.hidden = !fits;
        shown += fits;
      });
      var all = !words.length && !level;
      told.textContent = all ? "" : shown ? form.dataset.shown.replace("{0}", shown).replace("{1}", rows.length) : form.dataset.none;
    }

    /* A row that somebody links to is shown whatever the filters say. */
    function reveal() {
      var target = document.getElementById(location.hash.slice(1));
      if (target && target.hidden) { form.reset(); setTimeout(function () { target.scrollIntoView(); }, 0); }
    }
  }

  function isOf(row, level) {
    return !level || row.classList.contains("total") || row.classList.contains("l" + (level - 1));
  }

  function fold(value) { return value.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim(); }

  /* ---- copying: the rows on screen, as text and as a table in which codes stay text ---- */

  function startCopying(button, tables) {
    var name = button.textContent, timer = 0;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      var rows = [];
      tables.forEach(function (table) { rows = rows.concat(cellsOf(table)); });
      Promise.resolve(rows).then(put).then(function () { tell(button.dataset.done); }, function () { tell(button.dataset.failed); });
    });
    function tell(words) {
      button.textContent = words;
      clearTimeout(timer);
      timer = setTimeout(function () { button.textContent = name; }, 4000);
    }
  }

  function cellsOf(table) {
    var shown = rowsOf(table).filter(function (row) { return row.getClientRects().length; });
    var section = table.closest("section.list"), heading = section && section.querySelector("h2");
    var head = [].map.call(table.tHead.rows[0].cells, textOf);
    var unit = document.querySelector("p.unit");
    var above = (heading ? [[text(textOf(heading))]] : []).concat(unit ? [[text(textOf(unit))]] : [], [head.map(text)]);
    return above.concat(shown.map(function (row) { return [].map.call(row.cells, valueOf); }));
  }

  function text(value) { return { value: value, number: false }; }

  function valueOf(cell) {
    if (cell.classList.contains("at")) return text(cell.querySelector("a") ? new URL(cell.querySelector("a").href).hash.slice(1) : "");
    if (!cell.classList.contains("n")) return text(textOf(cell));
    var value = cell.dataset.v && !cell.querySelector(".quiet") ? cell.dataset.v : textOf(cell).replace(/,/g, "");
    return { value: value, number: /^-?\d+(\.\d+)?$/.test(value) };
  }

  /* The event takes the markup as it is; the other way parses it, and the policy of the page then refuses its styles. */
  function put(rows) {
    var plain = rows.map(function (row) { return row.map(asPlain).join("\t"); }).join("\r\n");
    var markup = '<meta charset="utf-8"><table>' + rows.map(asLine).join("") + "</table>";
    return putByEvent(plain, markup) ? Promise.resolve() : navigator.clipboard.write([new ClipboardItem({
      "text/plain": new Blob([plain], { type: "text/plain" }),
      "text/html": new Blob([markup], { type: "text/html" })
    })]);
  }

  function putByEvent(plain, markup) {
    var isPut = false;
    function fill(event) {
      event.clipboardData.setData("text/plain", plain);
      event.clipboardData.setData("text/html", markup);
      event.preventDefault();
      isPut = true;
    }
    document.addEventListener("copy", fill);
    document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return isPut;
  }

  /* Excel and WPS read the style, LibreOffice `sdnum`: a cell of text. */
  function asLine(row) {
    return "<tr>" + row.map(function (cell) {
      var kind = cell.number ? "" : " style=\"mso-number-format:'\\@'\" sdnum=\"1033;0;@\"";
      return "<td" + kind + ">" + cell.value.replace(/&/g, "&amp;").replace(/</g, "&lt;") + "</td>";
    }).join("") + "</tr>";
  }

  /* Text that a spreadsheet would run as a formula gets an apostrophe, as in the CSV. */
  function asPlain(cell) {
    var value = cell.value.replace(/[\t\r\n]+/g, " ");
    return !cell.number && /^[=+\-@]/.test(value) ? "'" + value : value;
  }
})();
