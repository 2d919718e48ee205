// Shows each call as it went over the wire, newest first.

import {exchanges} from "./api.js";
import {$, copy, element, write} from "./dom.js";
import {inEveryLanguage, t} from "./language.js";

const SHOWN = 30;

let shown = []; // the newest first

function lines(headers) {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns a curl command for the API itself; its user sets $DEMO_SECRET. */
function curl({path, headers, body}) {
  const parts = ['curl -i -u "demo:$DEMO_SECRET"', ...lines(headers).map(line => `-H ${quoted(line)}`)];
  if (body) {
    parts.push(`-d ${quoted(body)}`);
  }
  return [...parts, `${location.origin}/auth/otp/${path}`].join(" \\\n  ");
}

function part(title, text) {
  return element("div", {}, element("h3", {}, title), element("pre", {tabIndex: 0}, text));
}

function entry(exchange) {
  const {method, path, headers, body, status, answer, answerHeaders, milliseconds, times} = exchange;
  const command = element("pre", {tabIndex: 0, className: "curl"}, curl(exchange));
  const button = element("button", {type: "button"}, t("wire.copy"));
  button.addEventListener("click", async () => {
    await copy(command);
    write(button, t("wire.copied"));
  });
  const request = [`${method} /auth/otp/${path}`, "Authorization: Basic …", ...lines(headers),
    ...(body ? ["", pretty(body)] : [])];
  const reply = status
      ? [`HTTP ${status}`, ...lines(answerHeaders), "", pretty(answer)] : [t("wire.none")];
  const details = element("details", {open: exchange.open ?? false},
      element("summary", {},
          element("span", {className: `status s${Math.floor((status ?? 500) / 100)}`}, status ?? "—"),
          element("code", {}, `${method} /auth/otp/${path}`),
          element("span", {className: "took"},
              `${milliseconds} ms${times > 1 ? ` · ${t("wire.times", {count: times})}` : ""}`)),
      element("div", {className: "parts"},
          part(t("wire.request"), request.join("\n")), part(t("wire.answer"), reply.join("\n"))),
      element("h3", {}, t("wire.curl")), command,
      element("p", {className: "hint"}, button, ` ${t("wire.secret")}`));
  details.addEventListener("toggle", () => {
    exchange.open = details.open;
  });
  return element("li", {}, details);
}

function show() {
  $("wire-empty").hidden = shown.length > 0;
  $("exchanges").replaceChildren(...shown.map(entry));
}

/** Repeated polls of a status share one line. */
function add(exchange) {
  const last = shown[0];
  if (last?.method === "GET" && last.path === exchange.path && last.status === exchange.status) {
    shown[0] = {...exchange, times: last.times + 1, open: last.open};
    if (!$("exchanges").firstChild.contains(document.activeElement)) {
      $("exchanges").firstChild.replaceWith(entry(shown[0]));
    }
    return;
  }
  shown = [{...exchange, times: 1}, ...shown].slice(0, SHOWN);
  $("wire-empty").hidden = true;
  $("exchanges").prepend(entry(shown[0]));
  $("exchanges").children[SHOWN]?.remove();
}

exchanges.addEventListener("exchange", ({detail}) => add(detail));
inEveryLanguage(show);
