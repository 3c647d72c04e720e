/* Links to a range of lines (#L165-L170) and to any cell; single lines and cells with data work without it. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var article = document.querySelector("article.source");
    if (!article) return;
    var last = 0;
    show();
    window.addEventListener("hashchange", show);
    article.addEventListener("click", function (event) {
      var number = event.target.closest("a.no, th.no a");
      if (!number) return;
      var line = Number(number.textContent);
      if (event.shiftKey && last && last !== line) {
        event.preventDefault();
        location.hash = "L" + Math.min(last, line) + "-L" + Math.max(last, line);
      }
      last = line;
    });

    function show() {
      [].forEach.call(article.querySelectorAll(".marked"), function (marked) { marked.classList.remove("marked"); });
      var hash = location.hash.slice(1);
      var range = /^L(\d+)-L(\d+)$/.exec(hash), cell = /^L(\d+)C(\d+)$/.exec(hash), line = /^L(\d+)/.exec(hash);
      if (line) last = Number(line[1]);
      if (range) mark(lines(Number(range[1]), Number(range[2])));
      else if (cell && !document.getElementById(hash)) mark([cellAt(Number(cell[1]), Number(cell[2]))]);
    }

    /* Blank lines have no element; a range may be any two numbers. */
    function lines(from, to) {
      return [].filter.call(article.querySelectorAll("p[id], h2[id], h3[id], h4[id], h5[id], h6[id], tr[id]"), function (element) {
        var number = Number(element.id.slice(1));
        return number >= Math.min(from, to) && number <= Math.max(from, to);
      });
    }

    /* The cell of a row that has no address of its own, counted over cells that span several. */
    function cellAt(number, place) {
      var row = document.getElementById("L" + number);
      if (!row || !row.cells) return row;
      var at = 0, found = row;
      [].slice.call(row.cells, 1).some(function (cell) {
        at += cell.colSpan;
        if (at >= place) found = cell;
        return at >= place;
      });
      return found;
    }

    function mark(elements) {
      elements = elements.filter(Boolean);
      elements.forEach(function (element) { element.classList.add("marked"); });
      if (elements.length) elements[0].scrollIntoView();
    }
  });
})();
