// Shows the inbox and asks for it anew every two seconds while the page is in view.

const INTERVAL_MS = 2000;

const mobile = document.getElementById("mobile");
const state = document.getElementById("state");
const messages = document.getElementById("messages");
const numbers = document.getElementById("numbers");

let shown = "";
let asked = 0;

function element(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

function bubble(message) {
  const item = document.createElement("li");
  const time = element("time", new Date(message.sent_at).toLocaleTimeString());
  time.dateTime = message.sent_at;
  item.append(
      element("span", `To ${message.mobile}: your code is`),
      element("strong", message.otp_code),
      time);
  return item;
}

// A screen reader speaks the state line whenever it changes, so it must not change for nothing.
function say(text) {
  if (state.textContent !== text) {
    state.textContent = text;
  }
}

function show(inbox) {
  const incoming = JSON.stringify(inbox);
  if (incoming !== shown) {
    shown = incoming;
    messages.replaceChildren(...inbox.map(bubble));
  }
  say(inbox.length === 0
      ? "No message yet."
      : `Newest code: ${[...inbox[0].otp_code].join(" ")}`);
}

async function refresh() {
  const mine = ++asked;
  try {
    const answer = await fetch(`sandbox/inbox?mobile=${encodeURIComponent(mobile.value)}`);
    const body = await answer.json();
    if (mine !== asked) {
      return;
    }
    if (answer.ok) {
      show(body);
    } else {
      show([]);
      say("That is not a whole phone number yet.");
    }
  } catch {
    say("The service does not answer. Trying again…");
  }
}

async function showNumbers() {
  const answer = await fetch("sandbox/numbers");
  const rows = (await answer.json()).map(({ending, behaviour}) => {
    const row = document.createElement("tr");
    const head = element("th", ending || "other");
    head.scope = "row";
    row.append(head, element("td", behaviour));
    return row;
  });
  numbers.replaceChildren(...rows);
}

mobile.addEventListener("input", refresh);
setInterval(() => document.hidden || refresh(), INTERVAL_MS);
refresh();
showNumbers();
