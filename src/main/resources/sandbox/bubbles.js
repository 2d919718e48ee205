// Draws the messages on the phone: codes, messages of the account, and answers from the phone.

import {copy, element, timeOfDay, write} from "./dom.js";
import {language, t} from "./language.js";

const UNITS = ["byte", "kilobyte", "megabyte"];

/** Returns a unique key for an item. */
export const keyOf = item => item.reference_id ?? `message ${item.id}`;

/** Summarizes a message in one line. */
export function summary({text, media, location}) {
  return text ?? media?.name ?? t("phone.location", location);
}

/** Draws an item. Only the newest code is a tab stop; arrow keys move to the others. */
export function bubble(item, isNew, isNewestCode) {
  const isCode = item.otp_code !== undefined;
  const node = element("li", {}, ...(isCode ? code(item, isNew, isNewestCode) : message(item, isNew)));
  node.classList.toggle("new", isNew);
  node.classList.toggle("mine", item.from === "phone");
  return node;
}

function code(item, isNew, isNewestCode) {
  const digits = element("strong", {}, item.otp_code);
  const button = element("button", {type: "button", tabIndex: isNewestCode ? 0 : -1}, t("phone.copy"));
  button.addEventListener("click", async () => {
    await copy(digits);
    write(button, t("phone.copied"));
  });
  return [element("p", {}, digits, ` ${t("phone.message")}`), about(item, isNew), button];
}

function message(item, isNew) {
  return [
    ...(item.media ? file(item.media) : []),
    ...(item.location ? [element("p", {}, t("phone.location", item.location))] : []),
    ...(item.text ? [element("p", {className: "text"}, item.text)] : []),
    about(item, isNew),
  ];
}

function file({name, type, size, picture}) {
  const words = element("p", {className: "file"},
      element("b", {}, name), element("span", {}, `${type} · ${written(size)}`));
  return picture ? [element("img", {src: picture, alt: name}), words] : [words];
}

function about(item, isNew) {
  const whose = item.from === "phone" ? "phone.from" : "phone.to";
  return element("p", {className: "about"},
      ...(isNew ? [element("span", {className: "badge"}, t("phone.new"))] : []),
      element("span", {}, t(whose, {mobile: item.mobile})),
      element("time", {dateTime: item.sent_at}, timeOfDay(item.sent_at, language())));
}

function written(bytes) {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)));
  return new Intl.NumberFormat(language(), {style: "unit", unit: UNITS[step], maximumFractionDigits: 1})
      .format(bytes / 1000 ** step);
}
