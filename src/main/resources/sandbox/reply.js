// The form to answer from the phone.

import {$, write} from "./dom.js";
import {inEveryLanguage, t} from "./language.js";

let mobile = "";
let error = "";

/** Sets the phone that answers. An answer that is being written keeps its phone. */
export function offerReply(from) {
  if ($("reply").value === "") {
    mobile = from ?? "";
  }
  show();
}

function show() {
  $("reply-form").hidden = mobile === "";
  write($("reply-label"), t("reply.as", {mobile}));
  write($("reply-error"), error ? t(error) : "");
}

async function send() {
  const body = JSON.stringify({mobile, text: $("reply").value});
  const headers = {"Content-Type": "application/json"};
  const response = await fetch("sandbox/messages", {method: "POST", headers, body}).catch(() => null);
  if (response?.ok) {
    $("reply").value = "";
  }
  error = response?.ok ? "" : response?.status === 409 ? "reply.blocked" : "reply.failed";
  show();
}

$("reply-form").addEventListener("submit", event => {
  event.preventDefault();
  if ($("reply").value.trim() !== "") {
    send();
  }
});
inEveryLanguage(show);
