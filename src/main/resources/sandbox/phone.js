// The phone: asks for its codes and messages while the page is in view, and buzzes when one arrives.

import {bubble, keyOf, summary} from "./bubbles.js";
import {$, announce, timeOfDay, write} from "./dom.js";
import {inEveryLanguage, language, t} from "./language.js";
import {offerReply} from "./reply.js";

const INTERVAL_MS = 1000;
const HEADS_UP_MS = 10_000;
const RESOURCES = ["inbox", "messages"];

let items = null; // the newest first; null until the first answer
let known = new Set();
let newest = null; // what has just arrived
let headsUp;
let answers = true;
let asked = 0;

function show() {
  if (items) {
    $("messages").replaceChildren(...items.toReversed().map(item => bubble(item, item === newest)));
    $("messages").scrollTop = $("messages").scrollHeight;
    offerReply($("filter").value.trim() || items[0]?.mobile);
  }
  write($("heads-up"), newest ? headline(newest) : "");
  showState();
}

function headline(item) {
  return item.otp_code ? t("phone.headsUp", {code: item.otp_code})
      : t("phone.headsUpMessage", {text: summary(item)});
}

function showState() {
  const count = items?.length ?? 0;
  const some = count === 1 ? t("phone.one") : t("phone.count", {count});
  write($("inbox-state"), answers ? (count === 0 ? t("phone.none") : some) : t("phone.offline"));
  write($("clock"), timeOfDay(Date.now(), language()));
}

function buzz(item) {
  newest = item;
  announce(item.otp_code ? t("phone.arrived", {code: [...item.otp_code].join(" ")})
      : t("phone.arrivedMessage", {text: summary(item)}));
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

function receive(all) {
  const isFirst = items === null;
  const unknown = all.filter(item => !known.has(keyOf(item)));
  const arrived = unknown.filter(({from}) => from !== "phone");
  const changed = isFirst || unknown.length > 0 || all.length !== items.length;
  unknown.forEach(item => known.add(keyOf(item)));
  if (!changed) {
    showState();
    return;
  }
  items = all;
  newest = newest && all.find(item => keyOf(item) === keyOf(newest));
  if (arrived.length > 0 && !isFirst) {
    buzz(arrived[0]);
  }
  show();
}

async function ask(resource) {
  const mobile = encodeURIComponent($("filter").value);
  return fetch(`sandbox/${resource}?mobile=${mobile}`).catch(() => null);
}

async function refresh() {
  const mine = ++asked;
  const responses = await Promise.all(RESOURCES.map(ask));
  const isWhole = responses.every(response => response?.ok);
  const lists = isWhole ? await Promise.all(responses.map(response => response.json())) : [];
  if (mine !== asked) {
    return;
  }
  answers = responses.every(response => response !== null && response.status < 500);
  const isInvalid = responses.some(response => response?.status === 400);
  $("filter").setAttribute("aria-invalid", String(isInvalid));
  write($("filter-error"), isInvalid ? t("phone.filterInvalid") : "");
  isWhole ? receive(newestFirst(lists.flat())) : showState();
}

function newestFirst(all) {
  return all.toSorted((one, other) => Date.parse(other.sent_at) - Date.parse(one.sent_at));
}

async function refreshForEver() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(refreshForEver, INTERVAL_MS);
}

$("filter").addEventListener("input", () => {
  items = null; // those of another number are no news
  refresh();
});
document.addEventListener("visibilitychange", () => document.hidden || refresh());
$("heads-up").addEventListener("click", hideHeadsUp);
inEveryLanguage(show);
refreshForEver();
