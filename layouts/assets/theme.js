// Before the first paint: the theme the reader chose, and the word that scripts run.
"use strict";
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to some pages from disk: the theme then follows the system.
}
