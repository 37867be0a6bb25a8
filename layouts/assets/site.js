// What a page can do beyond being read: theme, menus, age of the build, search box, print. Every
// control is made by scripts or shown only with them: none is ever dead.
"use strict";
(() => {
  const root = document.documentElement;
  const here = document.currentScript.src;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /** A new element with attributes and children; a child that is a string is text. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // They stand in build.js, so that a new one changes one file.
  const { words, asOf, commit, committed, changed, more, icon } = window.brmsite;

  /** Works on <main>, and on every one that takes its place (by reload.js). */
  const always = (work) => {
    document.addEventListener("renewed", work);
    work();
  };

  // Theme: auto (as the system), light, dark, and round again.
  const THEMES = ["auto", "light", "dark"];

  const themeButton = () => {
    const button = make("button", { type: "button" });
    const say = () => { button.textContent = words.theme.replace("{0}", words[root.dataset.theme ?? "auto"]); };
    button.addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length];
      if (next === "auto") delete root.dataset.theme;
      else root.dataset.theme = next;
      try {
        localStorage.setItem("theme", next);
      } catch {
        // Closed storage: the choice holds for this page.
      }
      say();
    });
    say();
    return button;
  };

  const showBuild = () => {
    const place = document.querySelector(".build");
    if (!place) return;
    if (asOf) {
      const day = (said) => make("time", {}, said);
      const known = [day(committed), make("code", {}, commit.slice(0, 7)), day(asOf)];
      const said = commit ? (changed ? words.changed : words.known) : words.asOf;
      const parts = commit ? known : [day(asOf)];
      place.append(...said.split(/\{(\d)\}/).map((each, at) => (at % 2 ? parts[each] : each)), " ");
    }
    place.append(themeButton());
  };

  // After three days the page says how old it is.
  const showAge = () => {
    const days = Math.floor((Date.now() - Date.parse(asOf)) / 864e5);
    if (days > 3) document.querySelector(".as-of")?.append(" ", make("span", { class: "tag warn" }, words.daysAgo.replace("{0}", days)));
  };

  // Without scripts, this leads to the home page, which lists the same.
  const moreMenu = () => {
    const place = document.querySelector(".drop");
    if (!place) return;
    const { section } = place.dataset;
    const current = (yes) => (yes ? { "aria-current": "true" } : {});
    place.replaceWith(make(
      "details",
      { class: "drop" },
      make("summary", current(section), place.textContent),
      make("ul", {}, ...more.map(([label, path]) => make("li", {},
        make("a", { href: new URL(`../${path}`, here).href, ...current(label === section) }, label)))),
    ));
  };

  // Menus that open over the page close on Escape and on a click elsewhere.
  const closable = () => {
    const close = (menu) => { menu.open = false; };
    const opened = () => all(".drop[open], .pick[open]");
    document.addEventListener("click", (event) => {
      opened().filter((menu) => !menu.contains(event.target)).forEach(close);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const menu of opened()) {
        if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
        close(menu);
      }
    });
  };

  // No form is sent, which the policy forbids; who turns to the box gets the script of the list below.
  const searchBox = () => {
    const place = document.querySelector(".search");
    if (!place) return;
    const form = make(
      "form",
      { class: "search", role: "search", action: place.dataset.page },
      make("input", { type: "search", name: "q", "aria-label": words.searchFor, placeholder: words.search, autocomplete: "off" }),
      make("button", {}, words.search),
    );
    place.replaceWith(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.href = `${form.getAttribute("action")}?q=${encodeURIComponent(form.elements.q.value)}`;
    });
    form.addEventListener("focusin", () => {
      if (!window.brmsiteSearch) load("search.js");
    }, { once: true });
  };

  // Paper has no folds.
  const unfoldForPrint = () => {
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = all("main details:not([open], .pick)");
      for (const details of folded) details.open = true;
    });
    addEventListener("afterprint", () => { for (const details of folded) details.open = false; });
  };

  // Drawn as cards, a table loses its roles in some browsers.
  const ROLES = {
    table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell",
    "thead th": "columnheader", "tbody th": "rowheader",
  };

  const nameRoles = (table) => {
    table.setAttribute("role", ROLES.table);
    for (const [selector, role] of Object.entries(ROLES)) {
      for (const part of all(selector, table)) part.setAttribute("role", role);
    }
  };

  const showIcon = () => document.querySelector("[href='data:,']")?.setAttribute("href", icon);

  // Text as it is compared, as brmsite/site/search/tokens.py has it.
  const LETTERS = { "ø": "o", "æ": "ae", "å": "a", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "þ": "th", "œ": "oe" };
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g, "")
    .replace(/[øæåđðłßþœ]/g, (letter) => LETTERS[letter]);

  /** A script beside this one. */
  const load = (name) => {
    const script = make("script", { src: new URL(name, here).href });
    document.head.append(script);
    return script;
  };

  // Links to copy are for whoever moves on the page, cards for whoever rests on a link.
  const helpOnTheWay = () => {
    const style = () => document.head.append(make("link", { rel: "stylesheet", href: new URL("links.css", here).href }));
    const once = (kinds, wanted, start) => {
      const stop = new AbortController();
      for (const kind of kinds) {
        addEventListener(kind, (event) => {
          if (!wanted(event)) return;
          stop.abort();
          start();
        }, { signal: stop.signal, passive: true });
      }
    };
    once(["pointerover", "pointerdown", "focusin"], () => true, () => { style(); load("links.js"); });
    once(["pointerover", "focusin"],
      ({ target, pointerType }) => pointerType !== "touch" && target.closest?.("main a[href*='.html']"),
      () => load("cards.js"));
  };

  Object.assign(window.brmsite, { make, fold, load, always });
  showIcon();
  showBuild();
  moreMenu();
  closable();
  searchBox();
  unfoldForPrint();
  helpOnTheWay();
  if (document.querySelector(".table[data-controls]")) load("tables.js");
  always(() => {
    showAge();
    all(".table table, .prose table").forEach(nameRoles);
    // A table in somebody's text scrolls itself.
    for (const table of all(".prose table")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  });
})();
