// Calls the API through the page's backend, which adds the caller's credentials.

import {language} from "./language.js";

const TIMEOUT_MS = 60_000;
const SHOWN_HEADERS = ["content-type", "retry-after", "cache-control"];

/** Dispatches an "exchange" event for every call, as it went over the wire. */
export const exchanges = new EventTarget();

/**
 * Makes a call. The answer has the body, a code ("ok", the problem's code, or "no_answer") and the
 * seconds to wait, if any.
 */
export async function call(method, path, body, key) {
  const request = describe(method, path, body, key);
  const begun = performance.now();
  const reply = await send(request).catch(() => null);
  const exchange = {...request, ...reply, ...asForwarded(body, reply), milliseconds: Math.round(performance.now() - begun)};
  exchanges.dispatchEvent(new CustomEvent("exchange", {detail: exchange}));
  return reply ? answer(reply) : {code: "no_answer", body: {}};
}

/** Returns the body with the client_ip that the backend added, if any. */
function asForwarded(body, reply) {
  return reply?.clientIp ? {body: JSON.stringify({...body, client_ip: reply.clientIp})} : {};
}

function describe(method, path, body, key) {
  const headers = {"Accept-Language": language()};
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  if (key) {
    headers["Idempotency-Key"] = key;
  }
  return {method, path, headers, body: body && JSON.stringify(body)};
}

async function send({method, path, headers, body}) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(`sandbox/bff/${path}`, {method, headers, body, signal});
  const names = SHOWN_HEADERS.filter(name => response.headers.has(name));
  return {
    status: response.status,
    answerHeaders: Object.fromEntries(names.map(name => [name, response.headers.get(name)])),
    answer: await response.text(),
    clientIp: response.headers.get("sandbox-client-ip"),
  };
}

function answer(reply) {
  const body = parsed(reply.answer);
  const seconds = Number(reply.answerHeaders["retry-after"] ?? body.retry_after);
  return {
    code: reply.status < 300 ? "ok" : body.code ?? (reply.status >= 502 ? "no_answer" : "internal_error"),
    body,
    retryAfter: Number.isFinite(seconds) ? seconds : undefined,
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
