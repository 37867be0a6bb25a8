// Asks Lighthouse about pages, as a phone sees them: node run.mjs CHROMIUM FLAGS URL...
// Prints one line of JSON a page: url, scores (0 to 100), LCP and TBT in milliseconds, CLS, requests.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, flags, ...urls] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless", ...flags.split(" ")], logLevel: "silent" });
try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, {
      port: chrome.port,
      logLevel: "silent",
      onlyCategories: ["performance", "accessibility", "best-practices"],
    });
    const score = (name) => Math.round(lhr.categories[name].score * 100);
    const value = (name) => lhr.audits[name].numericValue;
    const unmet = Object.values(lhr.audits)
      .filter((audit) => audit.scoreDisplayMode === "binary" && audit.score === 0)
      .map((audit) => audit.id);
    console.log(JSON.stringify({
      url,
      performance: score("performance"),
      accessibility: score("accessibility"),
      practices: score("best-practices"),
      lcp: value("largest-contentful-paint"),
      tbt: value("total-blocking-time"),
      cls: value("cumulative-layout-shift"),
      requests: lhr.audits["network-requests"].details.items.length,
      unmet,
    }));
  }
} finally {
  chrome.kill();
}
