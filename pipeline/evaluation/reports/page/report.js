"use strict";
(() => {
  const main = document.querySelector("main");
  const output = document.querySelector("output");
  const audio = document.querySelector("audio");
  const chart = document.querySelector(".chart");
  const timed = chart.dataset.unit === "milliseconds";
  const paragraphs = [...main.querySelectorAll("p[data-at]")];
  const places = [...main.querySelectorAll("[data-at]")];
  const at = (element) => Number(element.dataset.at);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const LEAD = 300; // milliseconds before a word that its sound needs to be understood
  const all = [...main.querySelectorAll(".e")];
  let marks = all; // those of the kind that is asked for
  let here = null; // where the reader is: a mark, or whatever was jumped to
  let fresh = false; // whether the reader has moved there since the recording last played
  let until = Infinity; // where a passage that is being played ends, in seconds

  const playable = () => document.body.classList.contains("playable");
  const playFrom = (start, end = Infinity) => {
    audio.currentTime = Math.max(0, start - LEAD) / 1000;
    until = end / 1000;
    fresh = false;
    audio.play();
  };

  /** Make `element` the place that "next" and "previous" start from. */
  const arrive = (element) => {
    document.querySelector(".now")?.classList.remove("now");
    here = element;
    fresh = true;
    const number = marks.indexOf(element);
    if (number >= 0) element.classList.add("now");
    output.textContent = number < 0 ? `${marks.length} ${marks.length === 1 ? "place" : "places"}` : `${number + 1} of ${marks.length}`;
  };
  const goTo = (element) => {
    arrive(element);
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };
  const step = (direction) => {
    const side = direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const beyond = (mark) => !here || mark !== here && here.compareDocumentPosition(mark) & side;
    const next = direction > 0 ? marks.find(beyond) : marks.findLast(beyond);
    if (next) goTo(next);
  };
  const filter = (kind) => {
    marks = all.filter((mark) => mark.classList.contains(kind));
    for (const mark of all) mark.classList.toggle("off", !mark.classList.contains(kind));
    for (const button of document.querySelectorAll("[data-filter]")) {
      button.setAttribute("aria-pressed", String(button.dataset.filter === kind));
    }
    for (const button of document.querySelectorAll("[data-step]")) button.disabled = !marks.length;
    arrive(here);
  };

  const toggle = () => {
    if (!audio.paused) audio.pause();
    else if (fresh && here) playFrom(at(here));
    else audio.play();
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const inControl = event.target.closest("button, a, audio, summary, input");
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === " " && playable() && !inControl) toggle();
    else return;
    event.preventDefault();
  };
  const onClick = (event) => {
    const button = event.target.closest("button");
    const mark = event.target.closest("main .e");
    const link = event.target.closest("a[data-at]");
    if (button?.dataset.filter) filter(button.dataset.filter);
    else if (button?.dataset.step) step(Number(button.dataset.step));
    else if (button?.dataset.play) playFrom(Number(button.dataset.play), Number(button.dataset.until));
    else if (link && playable()) {
      event.preventDefault();
      arrive(link);
      playFrom(at(link));
    } else if (mark && !event.target.closest("a") && getSelection().isCollapsed) {
      const shown = mark.closest(".e:not(.off)");
      if (shown) arrive(shown);
      if (playable()) playFrom(at(mark));
    }
  };
  const onHash = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !main.contains(target)) return;
    const place = target.dataset.at ? target : marks.find((mark) => target.compareDocumentPosition(mark) & 4);
    arrive(target.matches(".passage") && place ? place : target);
    if (playable() && place) audio.currentTime = at(place) / 1000;
  };

  /** Last place of `elements` that is not after `position`; the first where all are. */
  const lastAt = (elements, position) => elements.findLast((element) => at(element) <= position) ?? elements[0];
  const onChart = (event) => {
    if (event.target.closest("a")) return;
    const box = chart.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    const position = share * Number(chart.dataset.end);
    const place = lastAt(places, position);
    if (place) goTo(place);
    if (playable()) playFrom(position + LEAD);
  };

  const follow = () => {
    if (audio.currentTime >= until) {
      audio.pause();
      until = Infinity;
    }
    const position = audio.currentTime * 1000;
    main.querySelector(".here")?.classList.remove("here");
    lastAt(paragraphs, position)?.classList.add("here");
    head.setAttribute("x1", `${(100 * position) / Number(chart.dataset.end)}%`);
    head.setAttribute("x2", head.getAttribute("x1"));
    head.setAttribute("visibility", "visible");
  };
  const head = document.createElementNS("http://www.w3.org/2000/svg", "line");
  const start = () => {
    if (playable()) return;
    document.body.classList.add("playable");
    audio.addEventListener("timeupdate", follow);
    head.setAttribute("class", "head");
    head.setAttribute("y1", "22");
    head.setAttribute("y2", "100%");
    head.setAttribute("visibility", "hidden");
    chart.append(head);
  };

  document.body.classList.add("live");
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", onHash);
  chart.addEventListener("click", onChart);
  filter("e");
  onHash();
  if (audio && timed) {
    if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) start();
    else audio.addEventListener("loadedmetadata", start);
  }
})();
