"use strict";
(function () {
  var root = document.documentElement;
  root.classList.add("scripted");
  var back = document.getElementById("back");
  var origin = null;

  function marksOf(finding) {
    return Array.prototype.filter.call(document.querySelectorAll("mark[data-f]"), function (mark) {
      return mark.dataset.f.split(" ").indexOf(finding) >= 0;
    });
  }
  function dim() {
    document.querySelectorAll("mark.lit").forEach(function (mark) {
      mark.classList.remove("lit", "first");
    });
    document.querySelectorAll(".chosen").forEach(function (line) {
      line.classList.remove("chosen");
    });
  }
  function light(link) {
    var marks = marksOf(link.dataset.f);
    var target = document.getElementById((link.getAttribute("href") || "#").slice(1));
    if (marks.length === 0 && !target) { return false; }
    dim();
    marks.forEach(function (mark) { mark.classList.add("lit"); });
    var first = target && target.matches("mark") && marks.indexOf(target) >= 0 ? target : marks[0] || target;
    first.classList.add("first");
    var fold = first.closest("details");
    if (fold) { fold.open = true; }
    var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.scrollIntoView({ block: "center", behavior: calm ? "auto" : "auto" });
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
    origin = link;
    var line = link.closest(".line, li, tr, article");
    if (line) { line.classList.add("chosen"); }
    back.hidden = false;
    return true;
  }
  function goBack() {
    if (!origin) { return; }
    dim();
    back.hidden = true;
    var line = origin;
    origin = null;
    line.scrollIntoView({ block: "nearest" });
    line.focus({ preventScroll: true });
  }
  document.addEventListener("click", function (event) {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    var link = event.target.closest ? event.target.closest("a[data-f]") : null;
    if (link && light(link)) { event.preventDefault(); return; }
    if (event.target.closest && event.target.closest("#back")) { event.preventDefault(); goBack(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && origin) { event.preventDefault(); goBack(); }
  });
}());
