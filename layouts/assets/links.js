// A link to copy beside every heading, action, decision and row that has a name: made when somebody first moves on the
// page, so that reading it costs nothing.
"use strict";
(() => {
  const { make, always, words } = window.brmsite;
  const status = make("p", { class: "copied", role: "status" });
  document.body.append(status);

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Over http without a certificate there is no clipboard, but the old way works.
      const box = make("textarea", { class: "vh", readonly: "" });
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
  };

  const PLACES = ["h2[id]", "h3[id]", ".prose [id]", ".list > li[id]", ".contract li[id]", "tbody tr[id]"].map((each) => `main ${each}`).join();
  let wait;
  always(() => {
    for (const place of document.querySelectorAll(PLACES)) {
      const title = { li: place.querySelector("p"), tr: place.firstElementChild }[place.localName] ?? place;
      const name = title.textContent.replace(/\s+/g, " ").trim();
      const link = make("a", { class: "copy", href: `#${place.id}`, "aria-label": words.copy.replace("{0}", name) });
      link.addEventListener("click", async (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const { href } = link;
        try {
          history.replaceState(null, "", href);
        } catch {
          // Some browsers keep the address of a page from disk as it is.
        }
        await copy(href);
        link.focus();
        status.textContent = words.copied;
        clearTimeout(wait);
        wait = setTimeout(() => { status.textContent = ""; }, 4000);
      });
      // A heading is called by its own words, without those of the link in it.
      if (title === place && !title.children.length) title.setAttribute("aria-label", name);
      title.append(link);
    }
  });
})();
