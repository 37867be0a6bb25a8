// What a page can do beyond being read: theme, menus, age of the build, search box, tables, print.
// Every control is made here or shown only with scripts, so that without them none is dead.
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

  // Theme: auto (as the system), light, dark, and round again.
  const THEMES = ["auto", "light", "dark"];

  const themeButton = () => {
    const button = make("button", { type: "button" });
    const say = () => { button.textContent = `Theme: ${root.dataset.theme ?? "auto"}`; };
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

  // The build: its day and commit stand in build.js, so that a new day changes one file.
  const OLD_AFTER_DAYS = 3;

  const showBuild = () => {
    const place = document.querySelector(".build");
    if (!place) return;
    const { asOf, commit } = window.brmsite ?? {};
    if (asOf) {
      place.append("As of ", make("time", { datetime: asOf }, asOf));
      if (commit) place.append(", commit ", make("code", {}, commit.slice(0, 12)));
      place.append(" ");
      const days = Math.floor((Date.now() - Date.parse(asOf)) / 864e5);
      if (days > OLD_AFTER_DAYS) {
        document.querySelector(".as-of")?.append(" ", make("span", { class: "tag warn" }, `${days} days ago`));
      }
    }
    place.append(themeButton());
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

  // The search box leads to the search page without a form being sent, which the policy forbids;
  // who turns to it gets the script that lists pages below it.
  const searchBox = () => {
    const form = document.querySelector("form.search");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      location.href = `${form.getAttribute("action")}?q=${encodeURIComponent(form.elements.q.value)}`;
    });
    form?.addEventListener("focusin", () => {
      if (!window.brmsiteSearch) document.head.append(make("script", { src: new URL("search.js", here).href }));
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

  // A table drawn as cards would lose its roles in some browsers; they are said outright.
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

  // Tables with controls: filter, columns, CSV; sort by the heads; the state stands in the address.
  const LETTERS = { "ø": "o", "æ": "ae", "å": "a", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "þ": "th", "œ": "oe" };
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[øæåđðłßþœ]/g, (letter) => LETTERS[letter]);
  Object.assign(window.brmsite ??= {}, { make, fold });
  const words = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
  const key = (cell) => cell.dataset.sort ?? words(cell);

  /** Cells in the order a reader expects: numbers as numbers, text as the page's language has it. */
  const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" });
  const compare = (one, other) => {
    const [a, b] = [Number(one), Number(other)];
    return Number.isNaN(a) || Number.isNaN(b) ? collator.compare(one, other) : a - b;
  };

  /** A value as CSV; what a spreadsheet would run as a formula is kept from it by an apostrophe. */
  const csv = (value) => {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  const control = (box) => {
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const labels = heads.map(words);
    const rows = [...body.rows].map((row) => ({ row, text: fold([...row.cells].map(words).join(" ")) }));
    const name = table.id;

    // The address holds `agreements.q`, `.sort` (2 upwards, -2 downwards), `.hide` (3,4).
    const asked = new URLSearchParams(location.search);
    const ask = (part) => asked.get(`${name}.${part}`) ?? "";
    const known = (text) => /^-?\d+$/.test(text) && Math.abs(text) < heads.length;
    const state = {
      filter: ask("q"),
      column: known(ask("sort")) ? Math.abs(ask("sort")) : -1,
      down: ask("sort").startsWith("-"),
      hidden: new Set(ask("hide").split(",").filter((text) => known(text) && Number(text) > 0).map(Number)),
    };
    const remember = () => {
      const query = new URLSearchParams(location.search);
      const put = (part, value) => (value ? query.set(`${name}.${part}`, value) : query.delete(`${name}.${part}`));
      put("q", state.filter);
      put("sort", state.column < 0 ? "" : `${state.down ? "-" : ""}${state.column}`);
      put("hide", [...state.hidden].join());
      const address = String(query) ? `?${query}` : location.pathname;
      try {
        history.replaceState(null, "", `${address}${location.hash}`);
      } catch {
        // Some browsers keep the address of a page from disk as it is.
      }
    };

    const input = make("input", { type: "search", autocomplete: "off" });
    const status = make("p", { role: "status" });
    const clear = make("button", { type: "button", class: "clear", hidden: "" }, `Clear the filter to see all ${rows.length}`);
    const choices = make("fieldset", {}, make("legend", { class: "vh" }, "Columns shown"));
    const download = make("button", { type: "button" }, "CSV");

    const shown = () => {
      const wanted = fold(state.filter).split(/\s+/).filter(Boolean);
      const kept = rows.filter(({ text }) => wanted.every((word) => text.includes(word))).map(({ row }) => row);
      if (state.column < 0) return kept;
      // What has no value stands last, whichever way the rest is turned.
      const keyed = kept.map((row) => [key(row.cells[state.column]), row]);
      const sign = state.down ? -1 : 1;
      keyed.sort(([a], [b]) => (a === "") - (b === "") || sign * compare(a, b));
      return keyed.map(([, row]) => row);
    };

    const draw = () => {
      const kept = shown();
      body.replaceChildren(...kept);
      heads.forEach((head, index) => {
        if (index !== state.column) head.removeAttribute("aria-sort");
        else head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      });
      clear.hidden = kept.length > 0;
      status.textContent = kept.length === rows.length
        ? `${rows.length} rows`
        : `${kept.length || "None"} of ${rows.length} rows`;
    };

    const hideColumns = () => {
      for (const row of [table.tHead.rows[0], ...rows.map(({ row }) => row)]) {
        [...row.cells].forEach((cell, index) => { cell.hidden = state.hidden.has(index); });
      }
    };

    const change = () => { draw(); remember(); };

    heads.forEach((head, index) => {
      const button = make("button", { type: "button" }, labels[index]);
      head.replaceChildren(button);
      head.dataset.sortable = "";
      // Upwards, downwards, then the order the page came in.
      button.addEventListener("click", () => {
        if (state.column !== index) Object.assign(state, { column: index, down: false });
        else if (!state.down) state.down = true;
        else Object.assign(state, { column: -1, down: false });
        change();
      });
      if (index === 0) return;
      const box = make("input", { type: "checkbox" });
      box.checked = !state.hidden.has(index);
      box.addEventListener("change", () => {
        if (box.checked) state.hidden.delete(index);
        else state.hidden.add(index);
        hideColumns();
        remember();
      });
      choices.append(make("label", {}, box, labels[index]));
    });

    input.value = state.filter;
    input.addEventListener("input", () => { state.filter = input.value.trim(); change(); });
    clear.addEventListener("click", () => {
      state.filter = input.value = "";
      change();
      input.focus();
    });

    download.addEventListener("click", () => {
      const visible = heads.map((_, index) => index).filter((index) => !state.hidden.has(index));
      const lines = shown().map((row) => visible.map((index) => {
        const value = heads[index].className === "number" ? key(row.cells[index]) : words(row.cells[index]);
        return heads[index].className === "number" && Number.isFinite(Number(value)) ? value : csv(value);
      }));
      const text = [visible.map((index) => csv(labels[index])), ...lines].map((cells) => cells.join()).join("\r\n");
      // The mark in front tells a spreadsheet that the letters are UTF-8.
      const href = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
      make("a", { href, download: `${name}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    });

    box.querySelector(".tools").append(
      make("label", {}, "Filter", input),
      make("details", { class: "pick" }, make("summary", {}, "Columns"), choices),
      download,
      status,
    );
    box.querySelector(".scroll").append(clear);
    box.dataset.sorts = "";
    hideColumns();
    draw();
  };

  showBuild();
  closable();
  searchBox();
  unfoldForPrint();
  all(".table[data-controls]").forEach(control);
  all(".table table, .prose table").forEach(nameRoles);
  // A table in somebody's text has no frame to scroll it in, so it scrolls itself.
  for (const table of all(".prose table")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
})();
