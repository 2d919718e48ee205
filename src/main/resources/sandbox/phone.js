// The phone: asks for its messages while the page is in view, and buzzes when one arrives.

import {$, announce, copy, element, timeOfDay, write} from "./dom.js";
import {inEveryLanguage, language, t} from "./language.js";

const INTERVAL_MS = 1000;
const HEADS_UP_MS = 10_000;

let messages = null; // the newest first; null until the first answer
let known = new Set();
let newest = null; // the message that has just arrived
let headsUp;
let answers = true;
let asked = 0;

function bubble(message) {
  const code = element("strong", {}, message.otp_code);
  const button = element("button", {type: "button"}, t("phone.copy"));
  button.addEventListener("click", async () => {
    await copy(code);
    write(button, t("phone.copied"));
  });
  const time = element("time", {dateTime: message.sent_at}, timeOfDay(message.sent_at, language()));
  const isNew = message.reference_id === newest?.reference_id;
  return element("li", {className: isNew ? "new" : ""},
      element("p", {}, code, ` ${t("phone.message")}`),
      element("p", {className: "about"},
          ...(isNew ? [element("span", {className: "badge"}, t("phone.new"))] : []),
          element("span", {}, t("phone.to", {mobile: message.mobile})), time),
      button);
}

function show() {
  if (messages) {
    $("messages").replaceChildren(...messages.toReversed().map(bubble));
    $("messages").scrollTop = $("messages").scrollHeight;
  }
  write($("heads-up"), newest ? t("phone.headsUp", {code: newest.otp_code}) : "");
  showState();
}

function showState() {
  const count = messages?.length ?? 0;
  const some = count === 1 ? t("phone.one") : t("phone.count", {count});
  write($("inbox-state"), answers ? (count === 0 ? t("phone.none") : some) : t("phone.offline"));
  write($("clock"), timeOfDay(Date.now(), language()));
}

function buzz(message) {
  newest = message;
  announce(t("phone.arrived", {code: [...message.otp_code].join(" ")}));
  clearTimeout(headsUp);
  headsUp = setTimeout(hideHeadsUp, HEADS_UP_MS);
  $("heads-up").hidden = false;
  $("phone").classList.remove("buzzing");
  void $("phone").offsetWidth; // starts the animation anew
  $("phone").classList.add("buzzing");
}

function hideHeadsUp() {
  $("heads-up").hidden = true;
}

function receive(inbox) {
  const arrived = inbox.filter(({reference_id}) => !known.has(reference_id));
  const isFirst = messages === null;
  const changed = isFirst || arrived.length > 0 || inbox.length !== messages.length;
  messages = inbox;
  arrived.forEach(({reference_id}) => known.add(reference_id));
  if (arrived.length > 0 && !isFirst) {
    buzz(arrived[0]);
  }
  changed ? show() : showState();
}

async function refresh() {
  const mine = ++asked;
  const response = await fetch(`sandbox/inbox?mobile=${encodeURIComponent($("filter").value)}`)
      .catch(() => null);
  const inbox = response?.ok ? await response.json() : [];
  if (mine !== asked) {
    return;
  }
  answers = response !== null && response.status < 500;
  const isInvalid = response?.status === 400;
  $("filter").setAttribute("aria-invalid", String(isInvalid));
  write($("filter-error"), isInvalid ? t("phone.filterInvalid") : "");
  answers && !isInvalid ? receive(inbox) : showState();
}

async function refreshForEver() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(refreshForEver, INTERVAL_MS);
}

$("filter").addEventListener("input", () => {
  messages = null; // those of another number are no news
  refresh();
});
document.addEventListener("visibilitychange", () => document.hidden || refresh());
$("heads-up").addEventListener("click", hideHeadsUp);
inEveryLanguage(show);
refreshForEver();
