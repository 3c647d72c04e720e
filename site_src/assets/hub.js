/* The search field of a hub: units of all portals by any part of their name or division. The list is fetched once, at
   the second character. */
(function () {
  "use strict";
  var english = document.documentElement.lang === "en";
  var MOST = 12;
  function say(zh, en) { return english ? en : zh; }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form.find").forEach(start);
  });

  function start(form) {
    var input = form.querySelector("input");
    var found = form.querySelector(".found");
    var status = form.querySelector("[role=status]");
    var list = null;
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", function () {
      var words = input.value.trim().split(/\s+/).filter(Boolean);
      if (words.join("").length < 2) { found.replaceChildren(); status.textContent = ""; return; }
      load().then(function (told) { if (input.value.trim().split(/\s+/).join(" ") === words.join(" ")) { show(told, words); } })
        .catch(function () { status.textContent = say("目录读取失败，请看下面的列表。", "The list could not be read; see below."); });
    });

    function load() {
      list = list || fetch(form.dataset.units).then(function (answer) {
        if (!answer.ok) { throw new Error(answer.status); }
        return answer.json();
      });
      list.catch(function () { list = null; });
      return list;
    }

    function show(told, words) {
      var hits = told.units.filter(function (unit) {
        var name = unit[0] + unit[1];
        return words.every(function (word) { return name.indexOf(word) >= 0; });
      });
      hits.sort(function (one, other) { return rank(one) - rank(other); });
      status.textContent = hits.length ? say(hits.length + " 个单位", hits.length + (hits.length === 1 ? " unit" : " units")) : say("没有找到", "nothing found");
      found.replaceChildren.apply(found, hits.slice(0, MOST).map(entry));

      function rank(unit) { return unit[1].indexOf(words[0]) >= 0 ? 0 : 1; }

      function entry(unit) {
        var link = document.createElement("a"), name = document.createElement("span"), where = document.createElement("small");
        link.href = told.sites[unit[2]] + (english ? "en/" : "") + unit[3];
        name.textContent = unit[1];
        where.textContent = unit[0] + " · " + unit[4].join(say("、", ", "));
        name.lang = "zh";
        link.append(name, where);
        return link;
      }
    }
  }
})();
