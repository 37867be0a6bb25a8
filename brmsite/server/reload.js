// Added to every page by `brmsite serve`: shows the new page when the records have changed, keeps its
// place, its folds and what has the focus, and shows what is wrong. Where only what a page says is
// new, that is put in the place of the old; otherwise the page is loaded again.
"use strict";
(() => {
  const me = document.currentScript;
  const { frame } = me.dataset;
  const PLACE = "brmsite-place";
  const DISMISSED = "brmsite-dismissed";
  const MINE = "brmsite-findings";

  /** Storage may be closed: then a page begins at its top. */
  const stored = (name, value) => {
    try {
      if (value === undefined) return sessionStorage.getItem(name);
      sessionStorage.setItem(name, value);
    } catch {
      // As above.
    }
    return null;
  };

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** Elements, each by what it is called and by how many before it are called the same. */
  const numbered = (elements, nameOf) => {
    const times = new Map();
    return elements.map((element) => {
      const name = nameOf(element);
      times.set(name, (times.get(name) ?? 0) + 1);
      return [`${times.get(name)} ${name}`, element];
    });
  };

  /** The folds of the page by their words; menus are none. */
  const folds = () => numbered(
    [...document.querySelectorAll("details")].filter((each) => !each.closest(`.${MINE}, .drop, .pick`)),
    (details) => details.querySelector("summary")?.textContent.trim() ?? "");

  /** What the keyboard reaches in <main>, by where it leads, by its label or by its words. */
  const stops = () => numbered(
    [...document.querySelectorAll("main :is(a[href], button, input, select, summary, [tabindex])")],
    (stop) => [stop.localName, stop.getAttribute("href") ?? stop.ariaLabel ?? stop.textContent.trim()].join(" "));

  const focused = () => stops().find(([, stop]) => stop === document.activeElement)?.[0];

  const focus = (name) => stops().find(([each]) => each === name)?.[1].focus({ preventScroll: true });

  const here = () => location.pathname + location.search;

  const openFolds = () => Object.fromEntries(folds().map(([name, details]) => [name, details.open]));

  const fold = (open) => {
    for (const [name, details] of folds()) {
      // A fold that opened or closed since says so itself; one that is new is left as it comes.
      if (name in open) details.open = open[name];
    }
  };

  const goTo = ({ x, y }) => scrollTo({ left: x, top: y, behavior: "instant" });

  const keepPlace = () => {
    stored(PLACE, JSON.stringify({
      page: here(), x: scrollX, y: scrollY, open: openFolds(), focused: focused(),
    }));
    // The browser's own way would place the page before its folds are open.
    history.scrollRestoration = "manual";
  };

  const restorePlace = () => {
    const kept = JSON.parse(stored(PLACE) ?? "null");
    if (!kept) return;
    stored(PLACE, "null");
    history.scrollRestoration = "auto";
    if (kept.page !== here()) return;
    fold(kept.open);
    goTo(kept);
    // Tables get their controls late, and move what is below them.
    addEventListener("load", () => {
      goTo(kept);
      focus(kept.focused);
    }, { once: true });
  };

  const counted = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

  const item = ({ severity, place, code, message, hint }) => make("li", { class: severity },
    make("p", {}, make("strong", {}, severity), " ", make("code", {}, place), ` ${code}`),
    make("p", {}, message),
    ...(hint ? [make("p", { class: "hint" }, hint)] : []));

  /** Failure, errors and warnings in a corner; errors are unfolded, what was dismissed stays away. */
  const show = ({ failure, errors, warnings, findings }) => {
    const whole = JSON.stringify([failure, errors, warnings, findings]);
    const box = document.querySelector(`.${MINE}`);
    if (box?.dataset.whole === whole) return;
    box?.remove();
    if (!(failure || errors || warnings) || stored(DISMISSED) === whole) return;
    const counts = [...(errors ? [counted(errors, "error")] : []), ...(warnings ? [counted(warnings, "warning")] : [])];
    const close = make("button", { type: "button" }, "Dismiss");
    const parts = [];
    if (failure) parts.push(make("p", { class: "failure", role: "alert" }, `The site stays as it was: ${failure}`));
    if (counts.length) {
      const more = errors + warnings - findings.length;
      const words = more > 0 ? `All of them, ${counted(more, "more finding")} than here` : "All findings";
      parts.push(make("details", errors ? { open: "" } : {},
        make("summary", {}, counts.join(", ")),
        make("ol", {}, ...findings.map(item)),
        make("p", {}, make("a", { href: "/findings.html" }, words))));
    }
    const shown = make("section", { class: MINE, lang: "en", "aria-label": "Findings in the records" }, ...parts, close);
    shown.dataset.whole = whole;
    const dismiss = () => {
      stored(DISMISSED, whole);
      shown.remove();
    };
    close.addEventListener("click", dismiss);
    shown.addEventListener("keydown", (event) => { if (event.key === "Escape") dismiss(); });
    document.body.append(shown);
  };

  // The scripts that need not run again, or begin again when they are told that <main> is new.
  const ABLE = /^\/(assets\/(theme|build|site|tables|rows|links|cards)|\.brmsite\/reload)\.js$/;

  /** Put a new <main> in the place of the old one; whether the page is now as if it were loaded again.

      It would not be where anything around <main> is other, which `frame` tells; with a script that
      cannot begin again, or has taken in data; or where the address leads to a place in the page. */
  const renew = async () => {
    if (!frame || document.querySelector(":target")) return false;
    const answer = await fetch(here());
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const mine = [...fresh.scripts].at(-1)?.dataset;
    const scripts = [...document.scripts].map(({ src }) => new URL(src).pathname);
    if (mine?.frame !== frame || !scripts.every((path) => ABLE.test(path))) return false;
    if (fresh.querySelector(".table[data-controls]") && !scripts.includes("/assets/tables.js")) return false;
    const [x, y, open, stop] = [scrollX, scrollY, openFolds(), focused()];
    document.querySelector("title").replaceWith(fresh.querySelector("title"));
    document.querySelector("main").replaceWith(fresh.querySelector("main"));
    fold(open);
    document.dispatchEvent(new Event("renewed"));
    focus(stop);
    goTo({ x, y });
    me.dataset.state = mine.state;
    return true;
  };

  // A page that nobody sees listens to nothing: a browser keeps few connections to one server, and
  // each page in front needs one. When it comes to the front again, it asks how things are.
  let source = null;
  let isRenewing = false;

  const take = async (told) => {
    if (told.state === me.dataset.state) return show(told);
    leave();
    isRenewing = true;
    const isRenewed = await renew().catch(() => false);
    isRenewing = false;
    if (isRenewed) return listen();
    keepPlace();
    return location.reload();
  };

  const leave = () => {
    source?.close();
    source = null;
  };

  const listen = () => {
    if (document.hidden || source || isRenewing) return;
    const page = encodeURIComponent(location.pathname);
    source = new EventSource(`/.brmsite/events?state=${me.dataset.state}&page=${page}`);
    source.addEventListener("message", ({ data }) => take(JSON.parse(data)));
  };

  restorePlace();
  const styled = [...document.styleSheets].some(({ href }) => href?.endsWith("/.brmsite/findings.css"));
  if (!styled) document.head.append(make("link", { rel: "stylesheet", href: "/.brmsite/findings.css" }));
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
})();
