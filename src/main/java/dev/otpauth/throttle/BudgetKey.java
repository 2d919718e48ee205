package dev.otpauth.throttle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * The key of a daily budget: a caller and a day.
 *
 * @param day in UTC
 */
record BudgetKey(String callerId, LocalDate day) {

  /** The order in which rows are locked. */
  static final Comparator<BudgetKey> ORDER =
      Comparator.comparing(BudgetKey::callerId).thenComparing(BudgetKey::day);

  /** The key for the day of a moment. */
  static BudgetKey at(String callerId, Instant moment) {
    return new BudgetKey(callerId, LocalDate.ofInstant(moment, ZoneOffset.UTC));
  }

  /** The start of the next day. */
  Instant end() {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
