// The phone: polls codes and messages while the page is visible, and buzzes when one arrives.

import {bubble, keyOf, summary} from "./bubbles.js";
import {$, announce, timeOfDay, write} from "./dom.js";
import {inEveryLanguage, language, t} from "./language.js";
import {offerReply} from "./reply.js";

const INTERVAL_MS = 1000;
const HEADS_UP_MS = 10_000;
const RESOURCES = ["inbox", "messages"];

let items = null; // the newest first; null until the first answer
let known = new Set();
let newest = null; // the item that has just arrived
let headsUp;
let answers = true;
let latestRefresh = 0;

function show() {
  if (items) {
    const newestCode = items.find(item => item.otp_code !== undefined);
    $("messages").replaceChildren(
        ...items.toReversed().map(item => bubble(item, item === newest, item === newestCode)));
    $("messages").tabIndex = newestCode ? -1 : 0; // a list that scrolls needs one tab stop
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
  void $("phone").offsetWidth; // restarts the animation
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

/** Moves the focus from one code's button to the next with the arrow keys. */
function moveBetweenCodes(event) {
  const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
  const buttons = [...$("messages").querySelectorAll("button")];
  const place = buttons.indexOf(document.activeElement);
  const next = step && place >= 0 ? buttons[place + step] : undefined;
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

async function ask(resource) {
  const mobile = encodeURIComponent($("filter").value);
  return fetch(`sandbox/${resource}?mobile=${mobile}`).catch(() => null);
}

async function refresh() {
  const mine = ++latestRefresh;
  const responses = await Promise.all(RESOURCES.map(ask));
  const isComplete = responses.every(response => response?.ok);
  const lists = isComplete ? await Promise.all(responses.map(response => response.json())) : [];
  if (mine !== latestRefresh) {
    return;
  }
  answers = responses.every(response => response !== null && response.status < 500);
  const isInvalid = responses.some(response => response?.status === 400);
  $("filter").setAttribute("aria-invalid", String(isInvalid));
  write($("filter-error"), isInvalid ? t("phone.filterInvalid") : "");
  isComplete ? receive(newestFirst(lists.flat())) : showState();
}

function newestFirst(all) {
  return all.toSorted((one, other) => Date.parse(other.sent_at) - Date.parse(one.sent_at));
}

async function poll() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(poll, INTERVAL_MS);
}

$("filter").addEventListener("input", () => {
  items = null; // messages of another number do not buzz
  refresh();
});
document.addEventListener("visibilitychange", () => document.hidden || refresh());
$("messages").addEventListener("keydown", moveBetweenCodes);
$("heads-up").addEventListener("click", hideHeadsUp);
inEveryLanguage(show);
poll();
