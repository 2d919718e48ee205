// The language of the page: chosen by button or address (?lang=id), else the browser's.

import {english} from "./texts-en.js";
import {indonesian} from "./texts-id.js";

const texts = {en: english, id: indonesian};
const changes = new EventTarget();

function first() {
  const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  return wanted.map(tag => (tag ?? "").slice(0, 2)).find(tag => tag in texts) ?? "en";
}

let current = first();

export function language() {
  return current;
}

/** Returns the text of that name with its {placeholders} replaced. */
export function t(name, values = {}) {
  const text = texts[current][name];
  if (text === undefined) {
    console.error(`no text for ${name}`);
    return name;
  }
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

export function has(name) {
  return name in texts[current];
}

/** Calls show now and after every change of the language. */
export function inEveryLanguage(show) {
  changes.addEventListener("change", show);
  show();
}

function choose(chosen) {
  current = chosen;
  const address = new URL(location);
  address.searchParams.set("lang", chosen);
  history.replaceState(null, "", address);
  changes.dispatchEvent(new Event("change"));
}

function showStaticTexts() {
  document.documentElement.lang = current;
  for (const node of document.querySelectorAll("[data-text]")) {
    node.textContent = t(node.dataset.text);
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === current));
  }
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => choose(button.dataset.language));
}
inEveryLanguage(showStaticTexts);
