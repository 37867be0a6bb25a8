// A button beside every sample of the handbook, to copy it. It also selects the text: so one sees what
// was copied, and it works from disk and over http, where pages have no other way to the clipboard.
// The words stand on the element around the samples.
"use strict";
(() => {
  const { make } = window.brmsite;
  const around = document.querySelector("[data-copy-sample]");
  const status = make("p", { class: "vh", role: "status" });
  document.body.append(status);

  for (const sample of around.querySelectorAll("pre")) {
    const says = sample.previousElementSibling;
    const button = make("button", { type: "button" });
    button.textContent = around.dataset.copySample;
    button.setAttribute("aria-label", `${button.textContent}: ${says.textContent}`);
    button.addEventListener("click", () => {
      getSelection().selectAllChildren(sample);
      document.execCommand("copy");
      status.textContent = around.dataset.sampleCopied;
    });
    says.append(" ", button);
  }
})();
