// The few things that every part of the page needs of the document.

export const $ = id => document.getElementById(id);

/** An element with properties and children; a string is a text. */
export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Text changes only where it differs: a live region speaks whenever it is touched. */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** The time of day, as the page's language writes it. */
export function timeOfDay(date, language) {
  return new Date(date).toLocaleTimeString(language, {hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
}

/** Has a screen reader say it, when it has finished what it is saying. */
export function announce(text) {
  write($("announcer"), text);
}

/** Copies the text a node shows; without HTTPS or localhost there is only the old way. */
export async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
  } catch {
    getSelection().selectAllChildren(node);
    document.execCommand("copy");
  }
}
