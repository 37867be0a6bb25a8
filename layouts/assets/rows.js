// What a table knows of its rows: values, their order, filters, groups, sums, and how a row is drawn.
// Loaded by tables.js when somebody first sorts or filters; the rows come from the page or from the
// data of a whole list (see brmsite/site/whole_tables.py).
"use strict";
(() => {
  const { make, fold } = window.brmsite;
  const language = document.documentElement.lang;
  const FEW = 12; // values of a column that is filtered by choosing, not by typing

  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);

  // A value is what one or more cells of a column hold: its text, the key it sorts by, and pieces to
  // draw it from. A column has its values and, for each row, the place of the row's value.
  const value = (text, key, pieces) => ({ text, key, figure: key === "" ? NaN : Number(key), pieces });
  const column = (values, places) => ({ values, places: Uint32Array.from(places ?? values.keys()) });

  const fromPage = (rows, width) => ({
    count: rows.length,
    columns: Array.from({ length: width }, (_, index) => column(rows.map(({ cells: { [index]: cell } }) => {
      const text = plain(cell.textContent);
      return value(text, cell.dataset.sort ?? text);
    }))),
  });

  const fromData = (data) => {
    const columns = data.map(([cells, places]) => column(cells.map((cell) => {
      const [order, ...pieces] = typeof cell === "string" ? ["", cell] : cell;
      const text = plain(pieces.map((piece) => (typeof piece === "string" ? piece : piece[1])).join(""));
      return value(text, order || text, pieces);
    }), places));
    return { columns, count: columns[0].places.length };
  };

  /** Values in the order a reader expects: numbers as numbers, before text as the language has it. */
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const compare = (a, b) => {
    if (!Number.isNaN(a.figure)) return Number.isNaN(b.figure) ? -1 : a.figure - b.figure;
    return Number.isNaN(b.figure) ? collator.compare(a.key, b.key) : 1;
  };

  /** The rank of every value of a column, -1 for one that is empty; equals have the same. */
  const ranks = (one) => {
    if (one.ranks) return one.ranks;
    const { values } = one;
    const order = [...values.keys()].filter((at) => values[at].key !== "").sort((a, b) => compare(values[a], values[b]));
    one.ranks = new Int32Array(values.length).fill(-1);
    order.forEach((at, place) => {
      const before = order[place - 1];
      one.ranks[at] = place && compare(values[before], values[at]) === 0 ? one.ranks[before] : place;
    });
    return one.ranks;
  };

  /** Compares two rows by a column; what has no value stands last, whichever way it is turned. */
  const by = (one, down) => {
    const rank = ranks(one);
    return (row, other) => {
      const [a, b] = [rank[one.places[row]], rank[one.places[other]]];
      return a < 0 || b < 0 ? (a < 0) - (b < 0) : down ? b - a : a - b;
    };
  };

  const folded = (one) => (one.folded ??= fold(one.text));
  const texts = (model) => (model.texts ??= Array.from({ length: model.count }, (_, row) => (
    model.columns.map(({ values, places }) => folded(values[places[row]])).join(" "))));

  /** Whether a value is what was typed for its column: all the words, or a comparison: >= 10. */
  const fits = (typed) => {
    const [, sign, limit] = typed.match(/^([<>]=?)\s*(.+)/) ?? [];
    if (!sign) {
      const wanted = wordsOf(typed);
      return (one) => wanted.every((word) => folded(one).includes(word));
    }
    const other = value("", limit);
    return (one) => {
      const way = compare(one, other);
      return one.key !== "" && (way === 0 ? sign.length === 2 : (way < 0) === (sign[0] === "<"));
    };
  };

  /** The sum of a column over some rows, in the words of its figures: "EUR 1,200". Figures that
      are worded differently, as in two currencies, are not added up. */
  const FIGURE = /\d(?:[\d.,\s]*\d)?/g;
  const sum = ({ values, places }, rows) => {
    let total = 0;
    let shape;
    for (const row of rows) {
      const { key, figure, text } = values[places[row]];
      if (key === "") continue;
      const same = text.replace(FIGURE, "#");
      if (Number.isNaN(figure) || same !== (shape ??= same) || same.split("#").length !== 2) return "";
      total += figure;
    }
    if (shape === undefined) return "";
    // "3 k" is worth 3000: there the sum is said in full, without the k.
    const full = rows.every((row) => {
      const { key, text } = values[places[row]];
      return key === "" || text.replace(/\D/g, "") === key.replace(/\D/g, "");
    });
    return full ? shape.replace("#", number.format(total)) : number.format(total);
  };

  // Drawing, as layouts/macros/inline.html does it.
  const ATTRIBUTES = { a: "href", time: "datetime", span: "class" };

  const svg = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, said] of Object.entries(attributes)) element.setAttribute(key, said);
    element.append(...children);
    return element;
  };

  const spark = (text, goal, runs, missed, circle) => svg(
    "svg",
    { class: "spark", role: "img", width: 84, height: 24, viewBox: "0 0 84 24" },
    svg("title", {}, text),
    ...(goal ? [svg("path", { class: "goal", d: `M0 ${goal}h84` })] : []),
    ...runs.map((points) => svg("polyline", { points })),
    ...(missed ? [svg("path", { class: "missed", d: missed })] : []),
    ...(circle ? [svg("circle", { cx: circle[0], cy: circle[1], r: 2.5 })] : []),
  );

  const draw = (piece, base) => {
    if (typeof piece === "string") return piece;
    const [name, text, said] = piece;
    if (name === "svg") return spark(...piece.slice(1));
    return make(name, said ? { [ATTRIBUTES[name]]: name === "a" ? new URL(said, base).href : said } : {}, text);
  };

  /** Rows as CSV. What a spreadsheet would run as a formula is kept from it by an apostrophe; the
      mark in front tells it that the letters are UTF-8. */
  const quoted = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const csv = ({ columns }, rows, shown, labels, kinds) => {
    const lines = rows.map((row) => shown.map((index) => {
      const { text, key, figure } = columns[index].values[columns[index].places[row]];
      return kinds[index] === "number" && !Number.isNaN(figure) ? key : quoted(text);
    }));
    return `\ufeff${[shown.map((index) => quoted(labels[index])), ...lines].join("\r\n")}\r\n`;
  };

  /** The rows that pass all filters of a state, in its order. What is chosen in a facet does not
      count against the facet itself: its `counts` say how many rows each of its texts would have. */
  const found = (model, state, facets) => {
    const { columns, count } = model;
    const wanted = wordsOf(state.q);
    const lines = wanted.length ? texts(model) : [];
    const tests = [
      ...[...state.has].map(([index, typed]) => [index, fits(typed)]),
      ...[...state.is].map(([index, chosen]) => [index, ({ text }) => chosen.has(text)]),
    ].map(([index, test]) => [index, columns[index].places, columns[index].values.map(test)]);
    const tallies = facets.map(({ index }) => [index, columns[index].places, new Uint32Array(columns[index].values.length)]);
    const kept = [];
    for (let row = 0; row < count; row += 1) {
      if (wanted.length && !wanted.every((word) => lines[row].includes(word))) continue;
      let failed = -1; // the column whose filters a row fails; of several, none counts
      let failures = 0;
      for (const [index, places, passes] of tests) {
        if (!passes[places[row]] && failed !== index) {
          failed = index;
          failures += 1;
        }
      }
      for (const [index, places, tally] of tallies) {
        if (!failures || (failures === 1 && failed === index)) tally[places[row]] += 1;
      }
      if (!failures) kept.push(row);
    }
    facets.forEach((facet, place) => {
      facet.counts = new Map();
      columns[facet.index].values.forEach(({ text }, at) => {
        facet.counts.set(text, (facet.counts.get(text) ?? 0) + tallies[place][2][at]);
      });
    });
    return state.column < 0 ? kept : kept.sort(by(columns[state.column], state.down));
  };

  /** Rows that have the same text in a column, group after group in its order. */
  const grouped = (model, state, rows) => {
    const { values, places } = model.columns[state.group];
    const groups = new Map();
    for (const row of rows) {
      const { text } = values[places[row]];
      if (!groups.has(text)) groups.set(text, { text, rows: [] });
      groups.get(text).rows.push(row);
    }
    const order = by(model.columns[state.group], state.column === state.group && state.down);
    return [...groups.values()].sort((a, b) => order(a.rows[0], b.rows[0]));
  };

  /** The texts of a column in its order, where they are few enough to choose from. */
  const few = (model, index) => {
    const one = model.columns[index];
    const rank = ranks(one);
    const order = [...one.values.keys()].sort((a, b) => (rank[a] < 0) - (rank[b] < 0) || rank[a] - rank[b]);
    const found = new Set();
    for (const at of order) if (found.add(one.values[at].text).size > FEW) return [];
    return found.size > 1 && found.size < model.count ? [...found] : [];
  };

  window.brmsite.put({ fromPage, fromData, found, grouped, sum, few, draw, csv });
})();
