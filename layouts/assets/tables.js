// Tables with controls: sort, filter, group, choose columns, CSV. The state stands in the address.
// What it takes is loaded when first asked for: rows.js and, of a part of a list, the data of all rows.
"use strict";
(() => {
  const { make, always, words: { table: said } } = window.brmsite;
  const here = document.currentScript.src;
  const AT_ONCE = 200; // rows in the table before "show more"
  const IN_SIGHT = 40; // rows that are drawn while somebody types; the others follow
  const PAUSE = 150; // milliseconds without a key, after which they do

  // A script that is loaded hands over what it holds: a page from a disk may load nothing else.
  const waiting = new Map();
  window.brmsite.put = (data) => waiting.get(document.currentScript)?.(data);
  const load = (src) => new Promise((done, failed) => {
    const script = make("script", { src });
    waiting.set(script, done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  let engine;

  const number = new Intl.NumberFormat(document.documentElement.lang);
  const say = (words, ...numbers) => words.replace(/\{(\d)\}/g, (_, place) => number.format(numbers[place]));
  const button = (text, attributes = {}) => make("button", { type: "button", ...attributes }, text);

  const control = (box) => {
    const table = box.querySelector("table");
    const scroll = box.querySelector(".scroll");
    const tools = box.querySelector(".tools");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const kinds = heads.map((head) => head.className || "text");
    const labels = heads.map((head) => head.textContent);
    const pageRows = [...body.rows];
    const source = box.dataset.whole && new URL(box.dataset.whole, location.href).href;
    const pager = box.nextElementSibling?.matches(".pager") ? box.nextElementSibling : undefined;
    const name = table.id;

    // The rows, once they are known: all of them, or those of the page where the rest is missing.
    let rows;
    let model;
    let isWhole = !source;
    let loading;
    const ready = () => (loading ??= (async () => {
      const data = source ? load(source).catch(() => undefined) : undefined;
      rows = await (engine ??= load(new URL("rows.js", here).href));
      const all = await data;
      isWhole ||= Boolean(all);
      model = all ? rows.fromData(all) : rows.fromPage(pageRows, heads.length);
    })());

    // The state, as the address has it.
    const state = { q: "", column: -1, down: false, group: -1, hidden: new Set(), has: new Map(), is: new Map() };
    const known = (text) => /^\d+$/.test(text) && Number(text) < heads.length;
    for (const [key, asked] of new URLSearchParams(location.search)) {
      if (!key.startsWith(`${name}.`)) continue;
      const [, part, place] = key.slice(name.length + 1).match(/^([a-z]+)(\d*)$/) ?? [];
      const column = asked.replace("-", "");
      if (part === "q") state.q = asked;
      else if (part === "sort" && known(column)) Object.assign(state, { column: Number(column), down: asked !== column });
      else if (part === "group" && known(asked)) state.group = Number(asked);
      else if (part === "hide") state.hidden = new Set(asked.split(",").filter((one) => known(one) && one > 0).map(Number));
      else if (part === "has" && known(place)) state.has.set(Number(place), asked);
      else if (part === "is" && known(place)) state.is.set(Number(place), (state.is.get(Number(place)) ?? new Set()).add(asked));
    }
    const remember = () => {
      const query = new URLSearchParams(location.search);
      for (const key of [...query.keys()]) if (key.startsWith(`${name}.`)) query.delete(key);
      const put = (part, asked) => query.append(`${name}.${part}`, asked);
      if (state.q) put("q", state.q);
      if (state.column >= 0) put("sort", `${state.down ? "-" : ""}${state.column}`);
      if (state.group >= 0) put("group", state.group);
      if (state.hidden.size) put("hide", [...state.hidden].join());
      for (const [index, asked] of state.has) put(`has${index}`, asked);
      for (const [index, chosen] of state.is) for (const asked of chosen) put(`is${index}`, asked);
      try {
        history.replaceState(null, "", `${String(query) ? `?${query}` : location.pathname}${location.hash}`);
      } catch {
        // Some browsers keep the address of a page from disk as it is.
      }
    };
    const isNarrowed = () => state.q !== "" || state.has.size + state.is.size > 0;
    const isAsItCame = () => !isNarrowed() && state.column < 0 && state.group < 0;

    const input = make("input", { type: "search", autocomplete: "off" });
    const status = make("p", { role: "status" });
    const clear = button(said.clear, { hidden: "" });
    const more = button(said.more, { class: "more", hidden: "" });
    const download = button(said.csv);
    const narrow = make("summary", {}, said.narrow);
    const panel = make("fieldset", {}, make("legend", { class: "vh" }, said.narrow));
    const menu = make("details", { class: "pick" }, narrow, panel);
    const choices = make("fieldset", {}, make("legend", { class: "vh" }, said.shown));
    const group = make("select", {}, make("option", { value: -1 }, said.ungrouped));

    let limit = AT_ONCE;
    let isDrawn = true; // the rows as they came
    let facets = [];
    const turned = new Set(); // groups that were opened or closed by hand

    const cellOf = (index, content) => {
      const cell = index
        ? make("td", content.length ? { role: "cell", "data-label": labels[index] } : { role: "cell" }, ...content)
        : make("th", { role: "rowheader", scope: "row" }, ...content);
      const kind = kinds[index];
      if (index && content.length && kind !== "text" && (kind === "number" || content[1] || !content[0].matches?.("time, .tag"))) cell.className = kind;
      cell.hidden = state.hidden.has(index);
      return cell;
    };

    const rowOf = (row) => (source && isWhole
      ? make("tr", { role: "row" }, ...model.columns.map(({ values, places }, index) => (
        cellOf(index, values[places[row]].pieces.filter(Boolean).map((piece) => rows.draw(piece, source))))))
      : pageRows[row]);

    const groupOf = (one) => {
      const head = button(one.text || said.blank, { "aria-expanded": one.open });
      head.addEventListener("click", () => {
        if (!turned.delete(one.text)) turned.add(one.text);
        const place = [...body.rows].indexOf(head.closest("tr"));
        show();
        body.rows[place].querySelector("button").focus();
      });
      return make("tr", { class: "group", role: "row" }, ...heads.map((each, index) => cellOf(index, index === 0
        ? [head, " ", make("span", { class: "aside" }, number.format(one.rows.length))]
        : "addsUp" in each.dataset ? [rows.sum(model.columns[index], one.rows)] : [])));
    };

    const showFacets = () => {
      for (const { index, counts, options } of facets) {
        for (const [text, [box, count]] of options) {
          count.textContent = number.format(counts.get(text));
          box.checked = Boolean(state.is.get(index)?.has(text));
        }
      }
    };

    let later;
    const show = (first = limit) => {
      clearTimeout(later);
      if (!model && !isAsItCame()) {
        status.textContent = said.wait;
        ready().then(() => show(), () => { status.textContent = said.failed; });
        return;
      }
      heads.forEach((head, index) => {
        if (index !== state.column) head.removeAttribute("aria-sort");
        else head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      });
      const filters = state.has.size + state.is.size;
      narrow.textContent = filters ? `${said.narrow} (${number.format(filters)})` : said.narrow;
      clear.hidden = !isNarrowed();
      if (pager && source) pager.hidden = isWhole && !isAsItCame();
      if (isAsItCame()) {
        if (!isDrawn) body.replaceChildren(...pageRows);
        isDrawn = true;
        more.hidden = true;
        status.textContent = source ? "" : say(said.count, pageRows.length);
        if (model) {
          rows.found(model, state, facets);
          showFacets();
        }
        return;
      }
      const kept = rows.found(model, state, facets);
      // Groups are folded when all of their rows are too many to look through.
      const all = state.group < 0 ? kept : rows.grouped(model, state, kept).flatMap((one) => {
        one.open = (kept.length <= AT_ONCE) !== turned.has(one.text);
        return one.open ? [one, ...one.rows] : [one];
      });
      const now = all.slice(0, limit);
      const draw = (some) => some.map((one) => (typeof one === "number" ? rowOf(one) : groupOf(one)));
      isDrawn = false;
      body.replaceChildren(...draw(now.slice(0, first)));
      if (now.length > first) later = setTimeout(() => body.append(...draw(now.slice(first))), PAUSE);
      more.hidden = all.length <= limit;
      const words = !isWhole ? said.failed : !kept.length ? said.none : all.length > limit ? said.first
        : kept.length < model.count ? said.some : said.count;
      status.textContent = say(words, kept.length, model.count, now.filter((one) => typeof one === "number").length);
      showFacets();
    };

    const change = (first) => { limit = AT_ONCE; show(first); remember(); };

    /** A box to tick, with words beside it. */
    const tick = (checked, changed, ...content) => {
      const box = make("input", { type: "checkbox" });
      box.checked = checked;
      box.addEventListener("change", () => changed(box.checked));
      return make("label", {}, box, ...content);
    };

    /** The filter of one column: its texts to choose from, or a box to type into. */
    const filterOf = (label, index) => {
      const texts = index && /text|status/.test(kinds[index]) ? rows.few(model, index) : [];
      const filter = make("details", {}, make("summary", {}, label));
      filter.open = state.has.has(index) || state.is.has(index);
      if (!texts.length) {
        const typed = make("input", {
          type: "search", autocomplete: "off", "aria-label": said.contains.replace("{0}", label), placeholder: { number: ">= 10", date: ">= 2026-01" }[kinds[index]] ?? "",
        });
        typed.value = state.has.get(index) ?? "";
        typed.addEventListener("input", () => {
          if (typed.value.trim()) state.has.set(index, typed.value.trim());
          else state.has.delete(index);
          change(IN_SIGHT);
        });
        filter.append(typed);
        return filter;
      }
      const options = texts.map((text) => {
        const count = make("span", { class: "aside" });
        const option = tick(false, (checked) => {
          const chosen = state.is.get(index) ?? new Set();
          if (checked) state.is.set(index, chosen.add(text));
          else if (chosen.delete(text) && !chosen.size) state.is.delete(index);
          change();
        }, text || said.blank, count);
        filter.append(option);
        return [text, [option.firstChild, count]];
      });
      facets.push({ index, options });
      return filter;
    };

    const buildPanel = () => {
      facets = [];
      panel.replaceChildren(panel.firstChild, ...labels.map(filterOf));
      rows.found(model, state, facets);
      showFacets();
    };

    const hideColumns = () => {
      for (const { cells } of [table.tHead.rows[0], ...pageRows, ...body.rows]) {
        [...cells].forEach((cell, index) => { cell.hidden = state.hidden.has(index); });
      }
    };

    heads.forEach((head, index) => {
      const turn = button(labels[index]);
      head.replaceChildren(turn);
      head.dataset.sortable = "";
      // Upwards, downwards, then the order the page came in.
      turn.addEventListener("click", () => {
        if (state.column !== index) Object.assign(state, { column: index, down: false });
        else if (!state.down) state.down = true;
        else Object.assign(state, { column: -1, down: false });
        change();
      });
      if (index === 0) return;
      if (/text|status/.test(kinds[index])) group.append(make("option", { value: index }, labels[index]));
      choices.append(tick(!state.hidden.has(index), (checked) => {
        if (checked) state.hidden.delete(index);
        else state.hidden.add(index);
        hideColumns();
        remember();
      }, labels[index]));
    });
    choices.append(make("label", {}, said.group, group));
    group.value = state.group;
    group.addEventListener("change", () => {
      state.group = Number(group.value);
      turned.clear();
      change();
    });

    menu.addEventListener("toggle", async () => {
      if (!menu.open || panel.children.length > 1) return;
      await ready();
      buildPanel();
    });
    input.value = state.q;
    input.addEventListener("input", () => { state.q = input.value.trim(); change(IN_SIGHT); });
    clear.addEventListener("click", () => {
      state.q = input.value = "";
      state.has.clear();
      state.is.clear();
      change();
      if (panel.children.length > 1) buildPanel();
      input.focus();
    });
    more.addEventListener("click", () => {
      const before = body.rows.length;
      limit += AT_ONCE;
      show();
      body.rows[before]?.querySelector("a, button")?.focus();
    });
    download.addEventListener("click", async () => {
      await ready();
      const visible = [...heads.keys()].filter((index) => !state.hidden.has(index));
      const text = rows.csv(model, rows.found(model, state, facets), visible, labels, kinds);
      const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
      make("a", { href, download: `${name}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    });

    tools.append(
      make("label", {}, said.filter, input),
      menu,
      make("details", { class: "pick" }, make("summary", {}, said.columns), choices),
      download,
      status,
      clear,
    );
    box.append(more);
    // The head stays in sight where all columns are: a region that scrolls would hold it.
    new ResizeObserver(() => {
      box.toggleAttribute("data-fits", table.offsetWidth <= scroll.clientWidth);
    }).observe(scroll);
    if (state.hidden.size) hideColumns();
    show();
  };

  always(() => document.querySelectorAll(".table[data-controls]").forEach(control));
})();
