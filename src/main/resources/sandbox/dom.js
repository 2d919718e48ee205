// Helpers for the document that all parts of the page use.

export const $ = id => document.getElementById(id);

/** Creates an element with properties and children; a string becomes text. */
export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Sets the text only if it differs: a screen reader speaks a live region after every change. */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Formats the time of day in the page's language. */
export function timeOfDay(date, language) {
  return new Date(date).toLocaleTimeString(language, {hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
}

/** Has a screen reader say the text after what it is saying now. */
export function announce(text) {
  write($("announcer"), text);
}

/** Copies a node's text. Browsers offer the clipboard API on HTTPS and localhost only. */
export async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
  } catch {
    getSelection().selectAllChildren(node);
    document.execCommand("copy");
  }
}
