// The page reads without this, but for notes beyond the first thousand, which it makes. It sets notes level with their marks, counts what the filters leave, walks from mark to mark and
// hides files with nothing to show.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Notes beyond the first ones are rows of data: the same elements are made of them.
  const made = (tag, name, ...parts) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...parts);
    return element;
  };
  const noteOf = (number, mark, [text, suggestions, message, place, looks], words) => {
    const [severity, , rule] = [...mark.classList].filter((name) => /^(s[ewi]|[gr]\d+)$/.test(name)).sort((a, b) => "sgr".indexOf(a[0]) - "sgr".indexOf(b[0]));
    const article = document.getElementById("q" + rule.slice(1));
    const back = made("a", "no", String(number));
    back.href = "#m" + number;
    back.setAttribute("aria-label", words.mark + " " + number);
    const fix = made("p", "fix");
    if (text) fix.append(made(suggestions.length ? "del" : "span", looks & 2 ? "sign" : "", text));
    suggestions.forEach((suggestion, at) => {
      const right = suggestion ? made("ins", "", suggestion) : made("ins", "none", words.remove);
      fix.append(" ", made("i", "", at ? words.or : "→"), " ", right);
    });
    if (looks & 1) {
      const auto = made("span", "auto", words.fixable);
      auto.title = "morat fix";
      fix.append(" ", auto);
    }
    const by = made("a", "", article?.querySelector("code")?.textContent ?? "");
    by.href = "#q" + rule.slice(1);
    by.title = article?.querySelector("h3")?.textContent ?? "";
    const where = made("span", "", place);
    where.title = words.place;
    const level = made("b", "", words[severity]);
    const note = made("li", mark.className.replace(/^m\b/, "n"), back, fix, made("p", "why", message), made("p", "by", level, " ", by, " ", where));
    note.id = "n" + number;
    return note;
  };
  const words = JSON.parse(document.getElementById("words")?.textContent ?? "null");
  const said = [];
  for (const data of all("script.data")) {
    let number = Number(data.dataset.first);
    for (const row of JSON.parse(data.textContent)) {
      if (typeof row[2] === "string") said.push(row[2]);
      else row[2] = said[row[2]];
      const mark = document.getElementById("m" + number);
      const line = mark?.closest(".t");
      if (line) {
        if (!line.nextElementSibling?.matches("ol.notes")) line.after(made("ol", "notes"));
        line.nextElementSibling.append(noteOf(number, mark, row, words));
      }
      number += 1;
    }
  }

  const notes = all(".n");
  const boxes = all("#panel input");
  const walk = document.querySelector(".walk");
  const shown = document.querySelector(".shown");
  if (!notes.length || !walk) return;
  for (const hidden of [walk, ...all(".tools, .keys")]) hidden.hidden = false;
  if (matchMedia("(min-width: 80rem)").matches) for (const part of all("#panel details")) part.open = true;

  let visible = notes;
  let current = null;

  const place = () => {
    const at = visible.indexOf(current);
    walk.querySelector("output").textContent = (at < 0 ? "–" : at + 1) + " / " + visible.length;
  };
  const choose = (note) => {
    for (const old of all(".on")) old.classList.remove("on");
    current = note;
    if (note) {
      note.classList.add("on");
      document.getElementById("m" + note.id.slice(1))?.classList.add("on");
    }
    place();
  };
  // Only what is near the screen: to lay out the texts of a whole archive takes minutes.
  const near = new Set();
  const unlevel = new Set(all(".page"));
  const watch = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) near[isIntersecting ? "add" : "delete"](target);
    level();
  }, { rootMargin: "100% 0px" });
  for (const page of unlevel) watch.observe(page);
  // All places are read before any is written, so that the browser lays the page out twice and not twice a note.
  const level = () => {
    const pages = [...near].filter((page) => unlevel.delete(page));
    const read = pages.map((page) => {
      const top = page.getBoundingClientRect().top;
      return [...page.querySelectorAll(".n")].filter((note) => note.offsetParent).map((note) => {
        const mark = document.getElementById("m" + note.id.slice(1)) ?? note;
        return [note, (mark.getClientRects()[0]?.top ?? top) - top, note.offsetHeight];
      });
    });
    pages.forEach((page, at) => {
      let free = 0;
      for (const [note, top, height] of read[at]) {
        const y = Math.max(top, free);
        note.style.setProperty("--y", y + "px");
        free = y + height + 10;
      }
      page.style.setProperty("--h", free + 12 + "px");
    });
  };
  const update = () => {
    const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.id));
    visible = notes.filter((note) => ![...note.classList].some((name) => off.has(name)));
    const files = new Set(visible.map((note) => note.closest(".file")));
    for (const file of all(".file")) file.classList.toggle("empty", !files.has(file));
    const parts = shown.dataset.shown.split("{}");
    shown.textContent = visible.length === notes.length ? "" : parts[0] + visible.length + parts[1] + notes.length + parts[2];
    if (!visible.includes(current)) choose(null);
    for (const page of all(".page")) unlevel.add(page);
    level();
    place();
  };
  const step = (by) => {
    if (!visible.length) return;
    let at = visible.indexOf(current) + by;
    if (current === null) {
      // From where the reader is.
      at = visible.findIndex((note) => note.getBoundingClientRect().top > (by > 0 ? 0 : innerHeight));
      if (at < 0) at = visible.length - 1;
    }
    choose(visible[(at + visible.length) % visible.length]);
    const mark = document.getElementById("m" + current.id.slice(1));
    (mark ?? current).scrollIntoView({ block: "center" });
  };

  document.addEventListener("change", (event) => {
    if (boxes.includes(event.target)) update();
  });
  document.addEventListener("click", (event) => {
    const all = event.target.closest("[data-all]");
    if (all) {
      for (const box of document.querySelectorAll("#panel .rules input")) box.checked = all.dataset.all !== "";
      update();
    }
    const by = event.target.closest("[data-step]");
    if (by) step(Number(by.dataset.step));
    const link = event.target.closest(".m[href], .no");
    if (link) choose(document.getElementById("n" + link.hash.slice(2)));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, button, summary")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  for (const page of all(".page")) page.classList.add("flow");
  update();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (width !== innerWidth) {
      for (const page of all(".page")) unlevel.add(page);
      level();
    }
    width = innerWidth;
  });
})();
