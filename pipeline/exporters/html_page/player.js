"use strict";
(() => {
  const audio = document.querySelector("audio");
  if (!audio) return;
  const turns = [...document.querySelectorAll(".turn[data-from]")];
  const words = [...document.querySelectorAll("[data-t]")];
  const timeOf = (element) => Number(element.dataset.t ?? element.dataset.from) / 1000;
  // once, and sorted: overlapping voices stand in the order of their turns, not of their words
  const inTime = words.map((element) => [timeOf(element), element]).sort((a, b) => a[0] - b[0]);
  const starts = Float64Array.from(inTime, (entry) => entry[0]);
  const turnStarts = turns.map(timeOf);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let now = null;
  let focused = null;
  let touched = -Infinity; // when the reader last moved the page: it is not moved under them for a while

  /** Index of the last of the sorted `times` that is not after `time`; -1 before the first. */
  const lastAt = (times, time) => {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const show = () => {
    const at = lastAt(starts, audio.currentTime + 0.01);
    const word = at < 0 ? null : inTime[at][1];
    if (word === now) return;
    now?.classList.remove("now");
    word?.classList.add("now");
    now = word;
    if (word && !audio.paused && performance.now() - touched > 4000) {
      word.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    }
  };
  const follow = () => {
    show();
    if (!audio.paused) requestAnimationFrame(follow);
  };

  const playFrom = (element) => {
    audio.currentTime = timeOf(element);
    audio.play();
  };
  const toggle = () => (audio.paused ? audio.play() : audio.pause());
  const focusOn = (element) => {
    if (!element) return;
    if (focused) focused.removeAttribute("tabindex");
    if (element.dataset.t) {
      element.tabIndex = 0; // one word at a time can be reached with Tab: thousands would be a maze
      focused = element;
    }
    element.focus();
  };
  const jumpTurn = (step) => {
    const inside = audio.paused && document.activeElement?.closest(".turn[data-from]");
    const here = inside ? turns.indexOf(inside) : lastAt(turnStarts, audio.currentTime + 0.01);
    const turn = turns[Math.min(Math.max(here + step, 0), turns.length - 1)];
    focusOn(turn?.querySelector("h2 a"));
    if (turn) audio.currentTime = timeOf(turn);
  };
  const jumpWord = (step) => {
    const active = document.activeElement;
    const from = active?.dataset.t ? active : active?.closest(".turn")?.querySelector("[data-t]") ?? now ?? words[0];
    focusOn(active === from ? words[words.indexOf(from) + step] : from);
  };

  const onKey = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("audio, summary, input, button")) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const active = document.activeElement;
    if (event.key === " ") toggle();
    else if (step) (event.shiftKey ? jumpWord : jumpTurn)(step);
    else if (event.key === "Enter" && active?.dataset.t) playFrom(active);
    else return;
    event.preventDefault();
  };
  const onClick = (event) => {
    const link = event.target.closest("[data-play]");
    const word = event.target.closest("[data-t]");
    if (link) {
      event.preventDefault();
      audio.currentTime = Number(link.dataset.play) / 1000;
      audio.play();
    } else if (word && getSelection().isCollapsed) playFrom(word);
  };

  const start = () => {
    if (document.body.classList.contains("playable")) return;
    document.body.classList.add("playable");
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    for (const name of ["wheel", "touchmove"]) {
      addEventListener(name, () => { touched = performance.now(); }, { passive: true });
    }
    audio.addEventListener("play", follow);
    audio.addEventListener("timeupdate", show);
    audio.addEventListener("seeked", show);
  };
  if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) start();
  else audio.addEventListener("loadedmetadata", start);
})();
