// The login: what is asked, and what each answer leads to. What it looks like is in screen.js.

import {perform} from "./action.js";
import {call} from "./api.js";
import {mobileOf} from "./countries.js";
import {Countdown} from "./countdown.js";
import {$, announce} from "./dom.js";
import {inEveryLanguage, t} from "./language.js";
import {focusOn, render} from "./screen.js";
import {watch} from "./status.js";

/** Problems that end a login; the end's screen is named after them. */
const ENDS = ["expired", "attempts_exhausted", "not_delivered", "cancelled", "request_not_found", "binding_mismatch",
  "destination_rejected", "already_verified"];

const state = {
  step: "number", // or code, or end
  end: null, // how it ended
  mobile: null, // as it was sent
  verification: null, // as the API describes it
  validUntil: null,
  sent: "code.sent", // the text of how its code was sent
  busy: null, // the button whose call is under way
  problem: null, // an answer to show above the form
  fieldError: null, // the text of what is wrong at the field of this step
  example: false,
  sending: new Countdown(show), // until another code may be asked for
  confirming: new Countdown(show),
};

let turn = 0;
let unwatch = () => {};

function show(changes = {}) {
  Object.assign(state, changes);
  render(state);
}

async function act(button, path, body, wait, done) {
  if (state.busy || wait.running) {
    return;
  }
  const mine = ++turn;
  const abandoned = () => mine !== turn;
  show({busy: button, problem: null, fieldError: null, example: false});
  const answer = await perform(path, body, open => show({problem: open}), abandoned);
  if (!abandoned()) {
    show({busy: null, problem: null});
    answer.code === "ok" ? done(answer.body) : refused(answer, wait);
  }
}

function request(button) {
  act(button, "request", {mobile: state.mobile}, state.sending, body => begin(body, "code.sent"));
}

function resend() {
  const body = {request_id: state.verification.request_id};
  act("resend", "resend", body, state.sending, body => begin(body, "code.sentAgain"));
}

function confirm() {
  const code = $("code").value.trim(); // the service reads it as it was pasted
  if (code === "") {
    mistaken("code", "code.missing");
    return;
  }
  const body = {request_id: state.verification.request_id, otp_code: code};
  act("confirm", "confirm", body, state.confirming, () => finish("verified"));
}

/** A code is on its way, or may be. */
function begin(verification, sent) {
  $("code").value = "";
  state.confirming.clear();
  state.sending.start(verification.resend_in);
  state.validUntil = Date.now() + verification.expires_in * 1000;
  show({step: "code", end: null, sent});
  observe(verification);
  unwatch();
  if (state.step === "code") {
    unwatch = watch(verification, seen);
    focusOn("code");
  }
}

/** The status has been asked for. A call under way tells more itself, unless it waits to ask again. */
function seen(verification) {
  if (state.busy && !state.problem) {
    return;
  }
  if (state.verification.status === "pending" && ["sent", "delivered"].includes(verification.status)) {
    state.validUntil = Date.now() + verification.expires_in * 1000;
    announce(t("code.found"));
  }
  observe(verification);
}

function observe(verification) {
  show({verification});
  switch (verification.status) {
    case "failed":
      finish(verification.failure_reason === "send_failed" ? "not_delivered" : verification.failure_reason);
      break;
    case "expired":
    case "verified":
      finish(verification.status);
      break;
  }
}

function finish(end) {
  turn++;
  unwatch();
  state.confirming.clear();
  show({step: "end", end, busy: null, problem: null, fieldError: null});
  focusOn("title");
}

function refused(answer, wait) {
  const {code, body, retryAfter} = answer;
  const [field, wireName, message] = state.step === "number"
      ? ["mobile", "mobile", "number.invalid"] : ["code", "otp_code", "code.invalid"];
  if (ENDS.includes(code)) {
    state.sending.start(retryAfter);
    finish(code);
  } else if (code === "invalid_code") {
    state.verification.remaining_attempts = body.remaining_attempts;
    mistaken("code", "code.wrong");
  } else if (body.errors?.some(error => error.field === wireName)) {
    mistaken(field, message);
  } else {
    wait.start(retryAfter);
    show({problem: answer});
    if (code === "rate_limit_exceeded" && body.request_id && state.step !== "code") {
      back(body.request_id);
    }
  }
}

/** To the field of the code that was sent before: after a double click, in another tab, in an app that was installed anew. */
async function back(requestId) {
  const mine = ++turn;
  const {code, body} = await call("GET", requestId);
  if (mine === turn && code === "ok") {
    show({problem: null});
    begin(body, "code.sentBefore");
  }
}

function mistaken(field, error) {
  show({fieldError: error});
  focusOn(field);
  $(field).select();
}

/** Back to the number, which stays as typed. */
export function restart() {
  turn++;
  unwatch();
  state.sending.clear();
  state.confirming.clear();
  show({step: "number", end: null, busy: null, problem: null, fieldError: null, example: false});
  focusOn("mobile");
}

/** Shows the screen of a problem without a call. */
export function showExample(problem) {
  restart();
  if (ENDS.includes(problem.code)) {
    finish(problem.code);
  }
  show({example: true, problem: ENDS.includes(problem.code) ? null : {code: problem.code, body: {}}});
  state.sending.start(problem.retryAfter);
  show();
  focusOn("title");
}

$("number-form").addEventListener("submit", event => {
  event.preventDefault();
  if (state.busy || state.sending.running) {
    return;
  }
  if ($("mobile").value.trim() === "") {
    mistaken("mobile", "number.missing");
    return;
  }
  state.mobile = mobileOf($("mobile").value);
  request("request");
});
$("code-form").addEventListener("submit", event => {
  event.preventDefault();
  confirm();
});
for (const id of ["mobile", "country"]) {
  $(id).addEventListener("input", () => {
    state.sending.clear(); // of the number before; if it is another's, the service will say so
    show({problem: null, fieldError: null});
  });
}
$("code").addEventListener("paste", event => {
  const found = event.clipboardData.getData("text").match(/(?<!\d)\d{4,10}(?!\d)/g) ?? [];
  if (found.length === 1) { // the code out of a whole message
    event.preventDefault();
    $("code").value = found[0];
  }
});
$("resend").addEventListener("click", resend);
$("again").addEventListener("click", () => request("again"));
$("restart").addEventListener("click", restart);
inEveryLanguage(() => show());
