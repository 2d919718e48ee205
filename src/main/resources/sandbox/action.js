// What a person did once is done once: each action has an Idempotency-Key of its own, and keeps it
// for as long as nobody knows how the action ended.

import {call} from "./api.js";

const OPEN = ["in_progress", "outcome_unknown"];
const UNTOLD = [...OPEN, "no_answer"];
const MAX_ASKED = 20;
const A_MOMENT_S = 2;

let unfinished = null;

/** Asks until it is known what became of the action; each time it is not yet, open is told. */
export async function perform(path, body, open, abandoned) {
  const action = begin(path, body);
  for (let asked = 1; ; asked++) {
    const answer = await call("POST", path, body, action.key);
    unfinished = UNTOLD.includes(answer.code) ? action : null;
    if (!OPEN.includes(answer.code) || asked === MAX_ASKED || abandoned()) {
      return answer;
    }
    open(answer);
    await seconds(answer.retryAfter ?? A_MOMENT_S);
    if (abandoned()) {
      return answer;
    }
  }
}

/** The same once more, where it is not known how it ended; else a new action with a new key. */
function begin(path, body) {
  const what = JSON.stringify([path, body]);
  return unfinished?.what === what ? unfinished : {what, key: newKey()};
}

/** Not randomUUID(), which browsers keep to HTTPS and localhost. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

function seconds(count) {
  return new Promise(resolve => setTimeout(resolve, count * 1000));
}
