// The flow of the login: its calls, and the step that each answer leads to. screen.js draws it.

import {perform} from "./action.js";
import {call} from "./api.js";
import {mobileOf} from "./countries.js";
import {Countdown} from "./countdown.js";
import {$, announce} from "./dom.js";
import {inEveryLanguage, t} from "./language.js";
import {focusOn, render} from "./screen.js";
import {watch} from "./status.js";

/** Problems that end a login; each names its final screen. */
const ENDS = ["expired", "attempts_exhausted", "not_delivered", "cancelled", "request_not_found", "binding_mismatch",
  "destination_rejected", "already_verified"];

const state = {
  step: "number", // or "code" or "end"
  end: null, // the name of the final screen
  mobile: null, // as it was sent, and as it is shown: in full, so that a typing error is seen
  token: null, // the verification token of the confirm
  verification: null, // the last answer about it
  validUntil: null,
  sent: "code.sent", // the name of the text that says how the code was sent
  busy: null, // the button whose call is running
  problem: null, // an answer to show above the form
  fieldError: null, // the name of the error text at the field of this step
  example: false,
  sending: new Countdown(show), // until another code can be requested
  confirming: new Countdown(show),
};

let latestAction = 0;
let unwatch = () => {};

function show(changes = {}) {
  Object.assign(state, changes);
  render(state);
}

async function act(button, path, body, wait, done) {
  if (state.busy || wait.running) {
    return;
  }
  const mine = ++latestAction;
  const abandoned = () => mine !== latestAction;
  show({busy: button, problem: null, fieldError: null, example: false});
  const answer = await perform(path, body, open => show({problem: open}), abandoned);
  if (!abandoned()) {
    show({busy: null, problem: null});
    answer.code === "ok" ? done(answer.body) : refused(answer, wait);
  }
}

function request(button) {
  state.token = null;
  act(button, "request", {mobile: state.mobile}, state.sending, body => begin(body, "code.sent"));
}

function resend() {
  const body = {request_id: state.verification.request_id};
  act("resend", "resend", body, state.sending, body => begin(body, "code.sentAgain"));
}

function confirm() {
  const code = $("code").value.trim(); // the service reads it as it was pasted
  if (code === "") {
    showFieldError("code", "code.missing");
    return;
  }
  const body = {request_id: state.verification.request_id, otp_code: code, mobile: state.mobile};
  act("confirm", "confirm", body, state.confirming, answer => {
    state.token = answer.verification_token ?? null;
    finish("verified");
  });
}

/** Shows the code field after a code was sent, or may have been. */
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

/** Handles a polled status. Ignored during a call, whose answer says more, unless it waits to be repeated. */
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
  latestAction++;
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
    showFieldError("code", "code.wrong");
  } else if (body.errors?.some(error => error.field === wireName)) {
    showFieldError(field, message);
  } else {
    wait.start(retryAfter);
    show({problem: answer});
    if (code === "rate_limit_exceeded" && body.request_id && state.step !== "code") {
      back(body.request_id);
    }
  }
}

/** Returns to the code field of a code that was sent before, such as after a double click or in a second tab. */
async function back(requestId) {
  const mine = ++latestAction;
  const {code, body} = await call("GET", requestId);
  if (mine === latestAction && code === "ok") {
    show({problem: null});
    begin(body, "code.sentBefore");
  }
}

function showFieldError(field, error) {
  show({fieldError: error});
  focusOn(field);
  $(field).select();
}

/** Returns to the number step; the number stays as typed. */
export function restart() {
  latestAction++;
  unwatch();
  state.sending.clear();
  state.confirming.clear();
  show({step: "number", end: null, busy: null, problem: null, fieldError: null, example: false});
  focusOn("mobile");
}

/** Shows the screen of a problem without making a call. */
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
    showFieldError("mobile", "number.missing");
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
    state.sending.clear(); // it was the previous number's; the service knows all limits
    show({problem: null, fieldError: null});
  });
}
$("code").addEventListener("paste", event => {
  const found = event.clipboardData.getData("text").match(/(?<!\d)\d{4,10}(?!\d)/g) ?? [];
  if (found.length === 1) { // take the code out of a whole message
    event.preventDefault();
    $("code").value = found[0];
  }
});
$("resend").addEventListener("click", resend);
$("again").addEventListener("click", () => request("again"));
$("restart").addEventListener("click", restart);
inEveryLanguage(() => show());
