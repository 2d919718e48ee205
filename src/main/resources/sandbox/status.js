// Asks for the status of a verification until it is known that its code has arrived, or never will.

import {call} from "./api.js";

const INTERVAL_MS = 3000;
const OPEN = ["pending", "sent"];

/** Tells of each status seen; the returned function ends it. Rests while the page is hidden. */
export function watch(verification, seen) {
  let timer;
  const later = () => {
    timer = setTimeout(ask, INTERVAL_MS);
  };
  let ended = false;

  async function ask() {
    if (document.hidden) {
      later();
      return;
    }
    const {code, body} = await call("GET", verification.request_id);
    if (ended) {
      return;
    }
    if (code === "ok") {
      seen(body);
    }
    if (!ended && (code !== "ok" || OPEN.includes(body.status))) {
      later();
    }
  }

  if (OPEN.includes(verification.status)) {
    later();
  }
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
