// A countdown of the seconds until an action is allowed again.

import {announce} from "./dom.js";
import {t} from "./language.js";

const MILESTONES = [60, 30, 10];

export class Countdown {

  #until = 0;
  #timer;
  #changed;

  /** Calls changed every second and at the end. */
  constructor(changed) {
    this.#changed = changed;
  }

  get left() {
    return Math.max(0, Math.ceil((this.#until - performance.now()) / 1000));
  }

  get running() {
    return this.left > 0;
  }

  start(seconds) {
    this.clear();
    if (seconds > 0) {
      this.#until = performance.now() + seconds * 1000;
      this.#timer = setInterval(() => this.#tick(), 1000);
    }
  }

  clear() {
    clearInterval(this.#timer);
    this.#until = 0;
  }

  #tick() {
    const left = this.left;
    if (left === 0) {
      this.clear();
      announce(t("wait.over"));
    } else if (MILESTONES.includes(left)) {
      announce(t("wait.spoken", {time: spoken(left)}));
    }
    this.#changed();
  }
}

/** Formats seconds as minutes and seconds, such as 9:02. */
export function written(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function spoken(seconds) {
  return seconds < 120
      ? t("wait.seconds", {count: seconds})
      : t("wait.minutes", {count: Math.ceil(seconds / 60)});
}
