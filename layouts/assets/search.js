// Search: a list of pages below the box in the top bar, and the search page. The index is cut into
// small scripts (see brmsite/site/search/), loaded as a query needs them: a page from a disk may
// load scripts, but not data. Loaded itself when somebody first turns to the box.
"use strict";
window.brmsiteSearch = (() => {
  const { make, fold } = window.brmsite;
  const folder = new URL("../search/", document.currentScript.src);
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
  const LONGEST = 32;
  const MOST_FILES = 8; // of words, for one query: what index.py says of their size then bounds it
  const LINES = 20;
  const JUMPS = 8;

  // Every file is asked for once, and hands its data to `put`.
  const asked = new Map();
  const put = (name, data) => asked.get(name)?.done(data);
  const load = (name) => {
    if (!asked.has(name)) {
      const one = {};
      one.data = new Promise((done, failed) => {
        one.done = done;
        const script = make("script", { src: new URL(`${name}.js`, folder).href });
        script.addEventListener("error", () => { asked.delete(name); failed(new Error(name)); });
        document.head.append(script);
      });
      asked.set(name, one);
    }
    return asked.get(name).data;
  };

  /** The place of the last start that is not above a key. */
  const placeOf = (starts, key) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };

  /** A start as part of a file's name, as index.py writes it. */
  const fileName = (start) => [...start]
    .map((char) => (/[a-z0-9]/.test(char) ? char : `_${char.codePointAt(0).toString(16)}_`)).join("");

  const wordsOf = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, LONGEST));

  /** The files of a word, or of all words that begin so. */
  const filesOf = (letter, starts, word, whole) => {
    const first = placeOf(starts, word);
    let last = first;
    if (!whole) while (last + 1 < starts.length && starts[last + 1].startsWith(word)) last += 1;
    return starts.slice(first, last + 1).map((start) => `${letter}-${fileName(start)}`);
  };

  /** The pages of a word, or of all words that begin so, in the first files: their scores, and
      whether some are missing. */
  const look = async (files, most, word, whole) => {
    const scores = new Map();
    let cut = files.length > most;
    const { length } = await load("index");
    for (const text of await Promise.all(files.slice(0, most).map(load))) {
      for (const line of text.split("\n")) {
        const [known, lists] = line.split(" ");
        if (whole ? known !== word : !known.startsWith(word)) continue;
        for (const list of lists.split(",")) {
          const [weight, numbers] = list.split(":");
          if (weight.endsWith("+")) cut = true;
          const score = 2 * parseInt(weight, 10) + (known === word ? 1 : 0);
          for (let at = 0; at < numbers.length; at += length) {
            const number = numbers.slice(at, at + length);
            if ((scores.get(number) ?? 0) < score) scores.set(number, score);
          }
        }
      }
    }
    return { scores, cut };
  };

  /** The numbers of all pages with every word, the best and newest first; `cut` when there may be
      more. Only names are looked at without `texts`. */
  const find = async (query, texts = true) => {
    const words = wordsOf(query);
    const index = await load("index");
    const parts = [["n", index.names], ...(texts ? [["t", index.texts]] : [])];
    // Of many words the longest are looked up, which tell most; what these leave is for the files
    // of all words that begin as the last one does.
    const looked = words
      .map((word, place) => ({ word, whole: place < words.length - 1 || /\s$/.test(query) }))
      .sort((a, b) => b.word.length - a.word.length)
      .slice(0, MOST_FILES / parts.length);
    const left = MOST_FILES - parts.length * looked.filter(({ whole }) => whole).length;
    const found = await Promise.all(looked.map(async ({ word, whole }) => {
      const most = whole ? parts.length : left;
      const [names, rest = []] = parts.map(([letter, starts]) => filesOf(letter, starts, word, whole));
      const first = Math.max(Math.ceil(most / 2), most - rest.length);
      const lists = await Promise.all([
        look(names, first, word, whole),
        look(rest, most - Math.min(first, names.length), word, whole),
      ]);
      const scores = new Map(lists[0].scores);
      for (const [number, score] of lists[1].scores) if (!scores.has(number)) scores.set(number, score);
      return { scores, cut: lists.some((list) => list.cut) };
    }));
    if (!found.length) return { words, numbers: [], cut: false };
    // A list that was cut leaves nothing out, unless there is no other.
    const whole = found.filter((one) => !one.cut);
    const judges = (whole.length ? whole : found).sort((a, b) => a.scores.size - b.scores.size);
    const numbers = [...judges[0].scores.keys()].filter((number) => judges.every((one) => one.scores.has(number)));
    const score = new Map(numbers.map((number) => [number, found.reduce((sum, one) => sum + (one.scores.get(number) ?? 0), 0)]));
    // What is there for long, a customer or a person, goes before what happened once.
    const month = (number) => parseInt(number.slice(1, 3), 32) || Infinity;
    numbers.sort((a, b) => score.get(b) - score.get(a) || (month(b) === month(a) ? 0 : month(b) - month(a)) || (a < b ? -1 : 1));
    return { words, numbers, cut: !whole.length };
  };

  const detail = async (number) => {
    const index = await load("index");
    const start = index.pages[placeOf(index.pages, number)];
    const [path, title, remark, file, ...tags] = (await load(`d-${start}`))[number];
    const text = async () => (file < 0 ? "" : (await load(`x-${start}-${file}`))[number] ?? "");
    return {
      href: new URL(`../${path}`, folder).href,
      title,
      remark,
      kind: index.kinds[parseInt(number[0], 32)][1],
      // A gap before each, which is no part of it: a colour of its own ends where the word ends.
      tags: tags.map((tag) => tag.match(/(\w+) (.+)/)).flatMap(([, tone, word]) => [" ", make("span", { class: `tag ${tone}` }, word)]),
      text,
    };
  };

  /** A text with the words that were found marked. */
  const marked = (text, words) => {
    const parts = [];
    let from = 0;
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const folded = fold(word);
      if (!words.some((one) => folded.startsWith(one))) continue;
      parts.push(text.slice(from, index), make("mark", {}, word));
      from = index + word.length;
    }
    return [...parts, text.slice(from)];
  };

  /** The lines around the first word that was found in a text. */
  const BEFORE = 60;
  const AROUND = 220;
  const around = (text, words) => {
    const hit = [...text.matchAll(WORD)].find(({ 0: word }) => words.some((one) => fold(word).startsWith(one)));
    const wanted = Math.max(0, (hit?.index ?? 0) - BEFORE);
    const from = wanted && text.lastIndexOf(" ", wanted) + 1;
    const to = from + AROUND >= text.length ? text.length : text.lastIndexOf(" ", from + AROUND);
    return `${from ? "… " : ""}${text.slice(from, Math.max(to, from))}${to < text.length ? " …" : ""}`;
  };

  const many = (number, cut) => `${number.toLocaleString(document.documentElement.lang)}${cut ? "+" : ""}`;

  // The search page.
  const page = (place) => {
    const input = place.querySelector("input");
    const status = place.querySelector("[role=status]");
    const facets = place.querySelector(".views ul");
    const list = place.querySelector(".hits");
    const more = place.querySelector(".more");
    let state = { query: "", kind: "" };
    let run = 0;
    let shown = LINES;

    const remember = () => {
      const query = new URLSearchParams();
      if (state.query) query.set("q", state.query);
      if (state.kind) query.set("kind", state.kind);
      try {
        history.replaceState(null, "", String(query) ? `?${query}` : location.pathname);
      } catch {
        // Some browsers keep the address of a page from disk as it is.
      }
    };

    const hit = async (number, words) => {
      const one = await detail(number);
      const lines = make("p", { class: "remarks" });
      const item = make("li", {}, make("div", {},
        make("a", { href: one.href }, ...marked(one.title, words)), ...one.tags,
        make("p", { class: "remarks" }, [one.kind, one.remark].filter(Boolean).join(" · ")),
        lines));
      one.text().then((text) => { if (text) lines.append(...marked(around(text, words), words)); }, () => {});
      return item;
    };

    const facet = (label, count, kind) => {
      const button = make("button", { type: "button", "aria-pressed": String(state.kind === kind) }, label, " ", make("span", {}, count));
      button.addEventListener("click", () => { state.kind = kind; shown = LINES; draw(); });
      return make("li", {}, button);
    };

    const draw = async () => {
      const mine = run += 1;
      remember();
      let found;
      try {
        found = await find(state.query);
      } catch {
        status.textContent = place.dataset.failed;
        return;
      }
      if (mine !== run) return;
      const { kinds } = await load("index");
      const kindOf = (number) => kinds[parseInt(number[0], 32)][0];
      const counts = new Map();
      for (const number of found.numbers) {
        const kind = kindOf(number);
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
      if (!counts.has(state.kind)) state.kind = "";
      const numbers = found.numbers.filter((number) => !state.kind || kindOf(number) === state.kind);
      const items = await Promise.all(numbers.slice(0, shown).map((number) => hit(number, found.words)));
      if (mine !== run) return;
      facets.replaceChildren(...(counts.size > 1 ? [
        facet(place.dataset.all, many(found.numbers.length, found.cut), ""),
        ...[...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => facet(kind, many(count, found.cut), kind)),
      ] : []));
      list.replaceChildren(...items);
      more.hidden = numbers.length <= shown;
      status.textContent = !found.words.length ? ""
        : numbers.length ? place.dataset.found.replace("{0}", many(numbers.length, found.cut)) : place.dataset.none;
    };

    const read = () => {
      const query = new URLSearchParams(location.search);
      state = { query: query.get("q") ?? "", kind: query.get("kind") ?? "" };
      input.value = state.query;
      shown = LINES;
      draw();
    };

    let wait;
    input.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => { state.query = input.value; shown = LINES; draw(); }, 80);
    });
    more.addEventListener("click", () => { shown += LINES; draw(); });
    addEventListener("popstate", read);
    read();
    if (!input.value) input.focus();
  };

  // The list below the box in the top bar: pages by their names, and the way to the search page.
  const jump = (form) => {
    const input = form.elements.q;
    const list = make("ul", { id: "jump", role: "listbox", "aria-label": input.getAttribute("aria-label"), hidden: "" });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "jump", "aria-autocomplete": "list" })) {
      input.setAttribute(name, value);
    }
    form.append(list);
    let run = 0;
    let chosen = -1;

    const choose = (place) => {
      const options = [...list.children];
      chosen = place < options.length ? place : -1;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      if (chosen < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options[chosen].id);
    };
    const close = () => {
      run += 1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      choose(-1);
    };
    const draw = async () => {
      const mine = run += 1;
      let options = [];
      let words = [];
      try {
        const found = await find(input.value, false);
        ({ words } = found);
        options = await Promise.all(found.numbers.slice(0, JUMPS).map(detail));
      } catch {
        // Without an index the box still leads to the search page.
      }
      if (mine !== run) return;
      list.replaceChildren(...options.map(({ href, title, kind, remark }, at) => make("li",
        { id: `jump-${at}`, role: "option", "data-href": href, "aria-selected": "false" },
        make("span", {}, ...marked(title, words)), make("span", { class: "aside" }, [kind, remark].filter(Boolean).join(" · ")))));
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
    };

    input.addEventListener("input", draw);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) location.href = list.children[chosen].dataset.href;
      else return;
      event.preventDefault();
    });
    list.addEventListener("pointerdown", (event) => {
      // Before the box loses its focus, which closes the list.
      const option = event.target.closest("[data-href]");
      if (option) {
        event.preventDefault();
        location.href = option.dataset.href;
      }
    });
    input.addEventListener("blur", close);
    if (document.activeElement === input && input.value) draw();
  };

  const ready = () => {
    const place = document.querySelector(".finder");
    if (place) page(place);
    const form = document.querySelector("form.search");
    if (form && !place) jump(form);
  };
  // The data below is asked for by scripts that run after this one has named itself.
  queueMicrotask(ready);
  return { put, find, detail };
})();
