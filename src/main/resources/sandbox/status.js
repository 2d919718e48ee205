// Polls the status of a verification until its code is delivered or the verification has ended.

import {call} from "./api.js";

const INTERVAL_MS = 3000;
const UNFINISHED = ["pending", "sent"];

/** Calls seen with each status, and pauses while the page is hidden. The returned function stops it. */
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
    if (!ended && (code !== "ok" || UNFINISHED.includes(body.status))) {
      later();
    }
  }

  if (UNFINISHED.includes(verification.status)) {
    later();
  }
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
