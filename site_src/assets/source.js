/* Links to a range of lines (#L165-L170), to a blank line and to any cell, a word where there is no such line, and links
   in English for who came from an English page (?lang=en). Single lines and cells with data work without it. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var article = document.querySelector("article.source");
    if (!article) return;
    var last = 0, count = Number(article.dataset.lines);
    if (new URLSearchParams(location.search).get("lang") === "en") keepEnglish();
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
      [].forEach.call(document.querySelectorAll(".source p.blank, p.no-line"), function (made) { made.remove(); });
      var hash = location.hash.slice(1);
      report(hash);
      var range = /^L(\d+)-L(\d+)$/.exec(hash), cell = /^L(\d+)C(\d+)$/.exec(hash), line = /^L(\d+)/.exec(hash);
      if (line) last = Number(line[1]);
      if (line && (last < 1 || last > count)) tell(last);
      else if (line && !document.getElementById("L" + last)) mark([blankAt(last)]);
      else if (range) mark(lines(Number(range[1]), Number(range[2])));
      else if (cell && !document.getElementById(hash)) mark([cellAt(Number(cell[1]), Number(cell[2]))]);
    }

    /* The form that reports an error knows the place (its field has the id `locator`). */
    function report(place) {
      var link = document.querySelector("a.report");
      if (!link) return;
      var there = new URL(link.href);
      if (place) there.searchParams.set("locator", place); else there.searchParams.delete("locator");
      link.href = there.href;
    }

    function tell(number) {
      var note = made("p", "no-line notes", "原文共 " + count + " 行，没有第 " + number + " 行。 ");
      var english = made("span", "", "The source has " + count + " lines; there is no line " + number + ".");
      english.lang = "en";
      note.setAttribute("role", "status");
      note.appendChild(english);
      article.parentNode.insertBefore(note, article);
      note.scrollIntoView({ block: "center" });
    }

    /* A blank line stands where it is asked for; inside a table that is the mark of the page break. */
    function blankAt(number) {
      var all = lines(1, count), next = all.filter(function (element) { return Number(element.id.slice(1)) > number; })[0];
      var before = next && next.previousElementSibling;
      if (next && next.tagName === "TR" && before) return before;
      var blank = made("p", "blank", "空行 blank line"), mark = made("a", "no", String(number));
      blank.id = "L" + number;
      mark.href = "#L" + number;
      blank.insertBefore(mark, blank.firstChild);
      if (next && next.tagName === "TR") next = next.closest(".scroll");
      article.insertBefore(blank, next || null);
      return blank;
    }

    function made(tag, css, text) {
      var element = document.createElement(tag);
      element.className = css;
      element.textContent = text;
      return element;
    }

    /* The document is one page for readers of both languages; what it leads to is not. */
    function keepEnglish() {
      var root = new URL("../../../", location.href);
      [].forEach.call(document.querySelectorAll(".content a[href]"), function (link) {
        var there = link.href.slice(root.href.length);
        var isPage = link.href.indexOf(root.href) === 0 && /^[^?#]*\/([?#]|$)|^$/.test(there);
        if (isPage && !/^en\//.test(there) && !/^d\/[^\/]+\/source\//.test(there)) link.href = root.href + "en/" + there;
      });
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
