// A card for the record a link leads to: its kind, name and status, day, whose it is, and how it
// begins. The search index knows all that. Loaded when somebody first rests on a link; a finger gets no cards.
"use strict";
(() => {
  const { make, load, always } = window.brmsite;
  const site = new URL("../", document.currentScript.src).href;
  const AFTER = 400;
  const STAYS = 250;
  const MOST = 12;
  const LONGEST = 120;

  const card = make("div", { id: "card", role: "tooltip", hidden: "" });
  always(() => document.querySelector("main").append(card));

  const search = () => new Promise((done) => {
    if (window.brmsiteSearch) done(window.brmsiteSearch);
    else load("search.js").addEventListener("load", () => done(window.brmsiteSearch));
  });

  /** What the index has of a page; its words are those of its id, so it is among the first found. */
  const look = async (href) => {
    const { find, detail } = await search();
    const id = decodeURIComponent(href.slice(href.lastIndexOf("/") + 1, -".html".length));
    const { numbers } = await find(`${id} `, false);
    for (const number of numbers.slice(0, MOST)) {
      const one = await detail(number);
      if (one.href === href) return { ...one, text: await one.text() };
    }
    return null;
  };

  const known = new Map();
  const about = (href) => {
    if (!known.has(href)) known.set(href, look(href).catch(() => null));
    return known.get(href);
  };

  /** The address of the record a link leads to; empty for all other links. */
  const recordOf = (link) => {
    // By its attribute: the link of a drawing has no plain href.
    const href = new URL(link.getAttribute("href"), location.href).href.split("#")[0];
    if (!href.startsWith(site) || href === location.href.split(/[?#]/)[0]) return "";
    const [folder, file, ...more] = href.slice(site.length).split("/");
    const isRecord = file?.endsWith(".html") && file !== "index.html" && !more.length && folder !== "handbook";
    return isRecord ? href : "";
  };

  const begin = (text) => (text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(" ", LONGEST))} …`);

  let link = null;
  let timer;
  let run = 0;

  const hide = () => {
    clearTimeout(timer);
    run += 1;
    link?.removeAttribute("aria-describedby");
    link = null;
    card.hidden = true;
  };

  const show = async (wanted) => {
    hide();
    const mine = run;
    const found = await about(recordOf(wanted));
    if (mine !== run || !found || !wanted.isConnected) return;
    link = wanted;
    const { kind, title, tags, remark, text } = found;
    card.replaceChildren(make("p", { class: "remarks" }, kind), make("p", {}, make("b", {}, title), ...tags));
    if (remark) card.append(make("p", { class: "remarks" }, remark));
    if (text) card.append(make("p", {}, begin(text)));
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    // Below the link, or above where there is no room; never beyond the window.
    const at = link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = at.bottom + height + 8 < innerHeight || at.top < height;
    card.style.left = `${scrollX + Math.max(8, Math.min(at.left, innerWidth - width - 24))}px`;
    card.style.top = `${scrollY + (below ? at.bottom + 4 : at.top - height - 4)}px`;
  };

  const soon = (wanted) => {
    clearTimeout(timer);
    if (wanted !== link) timer = setTimeout(show, AFTER, wanted);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, STAYS);
  };

  const linkOf = (target) => {
    const found = target instanceof Element ? target.closest("main a[href]") : null;
    return found && recordOf(found) ? found : null;
  };

  const over = ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const found = linkOf(target);
    if (found) soon(found);
    else if (card.contains(target)) clearTimeout(timer);
    else later();
  };
  const focus = ({ target }) => {
    const found = linkOf(target);
    if (found?.matches(":focus-visible")) soon(found);
    else later();
  };

  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", focus);
  document.addEventListener("focusout", later);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", ({ target }) => { if (!card.contains(target)) hide(); });
  // Whoever had this script loaded is resting on a link already.
  const resting = document.querySelector("main a:hover") ?? document.activeElement;
  if (linkOf(resting)) soon(linkOf(resting));
})();
