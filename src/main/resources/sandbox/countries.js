// The countries to choose from, with an example of a number. The service validates both.

import {$, element} from "./dom.js";
import {inEveryLanguage, language} from "./language.js";

const COUNTRIES = [
  {region: "ID", prefix: "62", example: "0812 3456 7801"},
  {region: "AU", prefix: "61", example: "0412 345 678"},
  {region: "JP", prefix: "81", example: "090 1234 5678"},
  {region: "MY", prefix: "60", example: "012 345 6789"},
  {region: "NL", prefix: "31", example: "06 12345678"},
  {region: "SG", prefix: "65", example: "8123 4567"},
  {region: "US", prefix: "1", example: "201 555 0123"},
];

export function chosenCountry() {
  return COUNTRIES.find(({region}) => region === $("country").value);
}

/**
 * Returns the number to send: as typed if it is Indonesian or has a country code, else with the
 * chosen country's code. The service reads a number in any usual form.
 */
export function mobileOf(typed) {
  const {region, prefix} = chosenCountry();
  const number = typed.trim();
  return region === "ID" || /^\P{Nd}*([+＋]|00)/u.test(number) ? number : `+${prefix} ${number.replace(/^\P{Nd}*0?/u, "")}`;
}

inEveryLanguage(() => {
  const names = new Intl.DisplayNames(language(), {type: "region"});
  const chosen = $("country").value || "ID";
  $("country").replaceChildren(...COUNTRIES.map(({region, prefix}) =>
    element("option", {value: region}, `${names.of(region)} (+${prefix})`)));
  $("country").value = chosen;
});
