/* Scheme, copying and versions; every page works without it. The language is that of the page. */
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
    document.querySelectorAll("header .versions").forEach(startVersions);
    document.querySelectorAll("a.language[data-same-page]").forEach(keepPlace);
    if (navigator.clipboard) document.querySelectorAll("button[data-copy]").forEach(startCopying);
    sayWhere();
    if (english) ["click", "auxclick"].forEach(function (kind) { document.addEventListener(kind, stayEnglish); });
  });

  /* On paper nothing else says where the page is. */
  function sayWhere() {
    var where = document.createElement("p");
    where.className = "printed-from";
    where.textContent = say("本页地址：", "This page: ") + location.href.split("#")[0];
    document.getElementById("content").appendChild(where);
  }

  /* A source is one page for readers of both languages: it is told which of them comes (see source.js). */
  function stayEnglish(event) {
    var link = event.target.closest("a[href]");
    var there = link && new URL(link.href, location.href);
    if (!there || there.origin !== location.origin || !/\/d\/[^\/]+\/source\/$/.test(there.pathname)) return;
    there.searchParams.set("lang", "en");
    link.href = there.href;
  }

  /* The same page in the other language, as it stands: what forms chose (query) and where the reader is (fragment). */
  function keepPlace(link) {
    var plain = link.href;
    ["pointerdown", "click", "contextmenu"].forEach(function (kind) {
      link.addEventListener(kind, function () {
        var there = new URL(plain);
        there.search = location.search;
        there.hash = location.hash;
        link.href = there.href;
      });
    });
  }

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
})();
