// The numbers and examples to click, which lead to every screen.

import {$, announce, element} from "./dom.js";
import {has, inEveryLanguage, t} from "./language.js";
import {restart, showExample} from "./login.js";

const BY_HAND = ["wrong", "often", "country", "number", "unknown"];
const EXAMPLES = [
  {code: "provider_unavailable", retryAfter: 15},
  {code: "provider_error"},
  {code: "internal_error"},
  {code: "destination_rejected"},
  {code: "in_progress"},
  {code: "request_not_found"},
  {code: "already_verified"},
  {code: "binding_mismatch"},
  {code: "idempotency_key_reused"},
  {code: "unauthorized"},
  {code: "forbidden"},
];

let scripted = [];

/** Returns a random number with that ending, since the service's limits apply to one used before. */
function numberEndingIn(ending) {
  const digits = count => String(crypto.getRandomValues(new Uint16Array(1))[0] % 10 ** count).padStart(count, "0");
  return `0812 ${digits(4)} ${ending || "1" + digits(3)}`;
}

function fillIn(ending, behaviour) {
  const mobile = numberEndingIn(ending);
  $("country").value = "ID";
  $("mobile").value = mobile;
  restart();
  announce(t("numbers.filled", {mobile, behaviour}));
}

function row({ending, behaviour}) {
  const name = `numbers.${ending}`;
  const text = has(name) ? t(name) : behaviour;
  const button = element("button", {type: "button"},
      element("b", {}, ending ? `…${ending}` : t("numbers.any")), element("span", {}, text));
  button.dataset.ending = ending;
  button.addEventListener("click", () => fillIn(ending, text));
  return element("li", {}, button);
}

function example(problem) {
  const button = element("button", {type: "button"}, problem.code);
  button.addEventListener("click", () => showExample(problem));
  return button;
}

function show() {
  $("numbers").replaceChildren(...scripted.map(row));
  $("hands").replaceChildren(...BY_HAND.map(name => element("li", {}, t(`hands.${name}`))));
}

$("examples").replaceChildren(...EXAMPLES.map(example));
inEveryLanguage(show);
fetch("sandbox/numbers").then(response => response.json()).then(rows => {
  scripted = rows;
  show();
});
