// Performs each action once: an action has its own Idempotency-Key, and is repeated with the same
// key while its outcome is unknown.

import {call} from "./api.js";

const OPEN = ["in_progress", "outcome_unknown"];
const UNKNOWN = [...OPEN, "no_answer"];
const MAX_TRIES = 20;
const DEFAULT_WAIT_S = 2;

let unfinished = null;

/** Repeats the call until its outcome is known. Calls open with each answer that leaves it unknown. */
export async function perform(path, body, open, abandoned) {
  const action = begin(path, body);
  for (let tries = 1; ; tries++) {
    const answer = await call("POST", path, body, action.key);
    unfinished = UNKNOWN.includes(answer.code) ? action : null;
    if (!OPEN.includes(answer.code) || tries === MAX_TRIES || abandoned()) {
      return answer;
    }
    open(answer);
    await seconds(answer.retryAfter ?? DEFAULT_WAIT_S);
    if (abandoned()) {
      return answer;
    }
  }
}

/** Continues the same action if its outcome is unknown; else begins a new one with a new key. */
function begin(path, body) {
  const what = JSON.stringify([path, body]);
  return unfinished?.what === what ? unfinished : {what, key: newKey()};
}

/** Not randomUUID(), which browsers offer on HTTPS and localhost only. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

function seconds(count) {
  return new Promise(resolve => setTimeout(resolve, count * 1000));
}
