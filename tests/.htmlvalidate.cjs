// What html-validate asks of every built page: what the HTML standard and WCAG demand, not taste.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
  rules: {
    // A page's own policy blocks inline styles, so they would silently do nothing.
    "no-inline-style": "error",
    // Attributes that do nothing on the type of input they stand on.
    "input-attributes": "error",
    "form-dup-name": "error",
    // Safari's screen reader takes a list without bullets for a list only if its role is said.
    "no-redundant-role": "off",
    // <div role="region"> and <section> mean the same to every reader; which one is taste.
    "prefer-native-element": "off",
    // Digests guard what comes from another host. Ours come with the page, and a browser that
    // reads the page from disk refuses a file with a digest.
    "require-sri": ["error", { target: "crossorigin" }],
  },
};
