// Draws the login in each of its states.

import {chosenCountry} from "./countries.js";
import {written} from "./countdown.js";
import {$, timeOfDay, write} from "./dom.js";
import {has, language, t} from "./language.js";
import {decode} from "./token.js";

/** Final screens that offer a new code for the same number. */
const OFFERING_A_NEW_CODE = ["expired", "attempts_exhausted", "not_delivered", "cancelled"];
const GOOD_ENDS = ["verified", "already_verified"];

export function render(state) {
  $("number-form").hidden = state.step !== "number";
  $("code-form").hidden = state.step !== "code";
  $("end").hidden = !OFFERING_A_NEW_CODE.includes(state.end) || state.example;
  $("restart").hidden = state.step === "number";
  $("example").hidden = !state.example;
  write($("restart"), t(GOOD_ENDS.includes(state.end) ? "end.restart" : "end.other"));
  write($("notice"), problem(state.problem));
  $("notice").className = state.busy ? "notice waiting" : "notice";
  showHeading(state);
  showToken(state.end === "verified" ? state.token : null);
  showField("mobile", state.step === "number" ? state.fieldError : null);
  showField("code", state.step === "code" ? state.fieldError : null);
  write($("mobile-hint"), t("number.hint", {example: chosenCountry().example}));
  write($("attempts"), attempts(state.verification?.remaining_attempts));
  showButton("request", "number.send", state.busy, state.sending);
  showButton("confirm", "code.confirm", state.busy, state.confirming);
  showButton("resend", "code.resend", state.busy, state.sending);
  showButton("again", "end.again", state.busy, state.sending);
}

/** Moves the focus to a field, or to the heading of a screen without one. */
export function focusOn(id) {
  $(id).focus();
}

function showHeading({step, end, mobile, verification, validUntil, sent}) {
  $("mark").hidden = step !== "end";
  $("mark").className = GOOD_ENDS.includes(end) ? "mark good" : "mark bad";
  const name = step === "end" ? end : step;
  write($("title"), t(`${name}.title`));
  write($("lead"), step === "code" ? codeLead(mobile, verification, validUntil, sent)
      : t(`${name}.lead`, {mobile}));
}

function codeLead(mobile, verification, validUntil, sent) {
  if (verification === null) {
    return "";
  }
  const until = timeOfDay(validUntil, language());
  const name = verification.status === "pending" ? "code.pending" : sent;
  return t(name, {mobile, until});
}

function showToken(token) {
  const decoded = decode(token);
  $("token").hidden = decoded === null;
  write($("token-raw"), token ?? "");
  write($("token-header"), decoded?.header ?? "");
  write($("token-claims"), decoded?.claims ?? "");
}

function problem(answer) {
  if (!answer) {
    return "";
  }
  const name = `problem.${answer.code}`;
  const specific = `${name}.${answer.body.limited_by}`;
  const fields = (answer.body.errors ?? []).map(({field, message}) => `${field} ${message}`);
  const known = [specific, name, "problem.internal_error"].find(has);
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

/** Uses aria-disabled, since a disabled button would lose the focus. */
function showButton(id, name, busy, wait) {
  $(id).setAttribute("aria-disabled", String(busy !== null || wait.running));
  write($(id), t(busy === id ? "login.busy" : name));
  write($(`${id}-wait`), wait.running ? t("wait.left", {time: written(wait.left)}) : "");
}
