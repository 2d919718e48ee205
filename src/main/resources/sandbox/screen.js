// What the login looks like in each of its states.

import {chosenCountry} from "./countries.js";
import {written} from "./countdown.js";
import {$, timeOfDay, write} from "./dom.js";
import {has, language, t} from "./language.js";

/** Ends that a new code for the same number may mend. */
const MENDED_BY_A_NEW_CODE = ["expired", "attempts_exhausted", "not_delivered", "cancelled"];
const GOOD_ENDS = ["verified", "already_verified"];

export function render(state) {
  $("number-form").hidden = state.step !== "number";
  $("code-form").hidden = state.step !== "code";
  $("end").hidden = !MENDED_BY_A_NEW_CODE.includes(state.end) || state.example;
  $("restart").hidden = state.step === "number";
  $("example").hidden = !state.example;
  write($("restart"), t(GOOD_ENDS.includes(state.end) ? "end.restart" : "end.other"));
  write($("notice"), problem(state.problem));
  $("notice").className = state.busy ? "notice waiting" : "notice";
  showHeading(state);
  showField("mobile", state.step === "number" ? state.fieldError : null);
  showField("code", state.step === "code" ? state.fieldError : null);
  write($("mobile-hint"), t("number.hint", {example: chosenCountry().example}));
  write($("attempts"), attempts(state.verification?.remaining_attempts));
  showButton("request", "number.send", state.busy, state.sending);
  showButton("confirm", "code.confirm", state.busy, state.confirming);
  showButton("resend", "code.resend", state.busy, state.sending);
  showButton("again", "end.again", state.busy, state.sending);
}

/** To the next thing to do: a field, or the heading of a screen without one. */
export function focusOn(id) {
  $(id).focus();
}

function showHeading({step, end, verification, validUntil, sent}) {
  $("mark").hidden = step !== "end";
  $("mark").className = GOOD_ENDS.includes(end) ? "mark good" : "mark bad";
  const name = step === "end" ? end : step;
  write($("title"), t(`${name}.title`));
  write($("lead"), step === "code" ? told(verification, validUntil, sent)
      : t(`${name}.lead`, {mobile: verification?.mobile}));
}

function told(verification, validUntil, sent) {
  if (verification === null) {
    return "";
  }
  const until = timeOfDay(validUntil, language());
  const name = verification.status === "pending" ? "code.pending" : sent;
  return t(name, {mobile: verification.mobile, until});
}

function problem(answer) {
  if (!answer) {
    return "";
  }
  const name = `problem.${answer.code}`;
  const whose = `${name}.${answer.body.limited_by}`;
  const fields = (answer.body.errors ?? []).map(({field, message}) => `${field} ${message}`);
  const known = [whose, name, "problem.internal_error"].find(has);
  return t(known, {fields: fields.join(", ")});
}

function showField(id, error) {
  $(id).setAttribute("aria-invalid", String(Boolean(error)));
  write($(`${id}-error`), error ? t(error, {example: chosenCountry().example}) : "");
}

function attempts(count) {
  if (count === undefined) {
    return "";
  }
  return count === 1 ? t("code.lastAttempt") : t("code.attempts", {count});
}

/** Not disabled, which would lose the focus, but said to be. */
function showButton(id, name, busy, wait) {
  $(id).setAttribute("aria-disabled", String(busy !== null || wait.running));
  write($(id), t(busy === id ? "login.busy" : name));
  write($(`${id}-wait`), wait.running ? t("wait.left", {time: written(wait.left)}) : "");
}
