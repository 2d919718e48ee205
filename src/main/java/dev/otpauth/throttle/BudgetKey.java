package dev.otpauth.throttle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * Whose sends are counted on which day.
 *
 * @param day in UTC
 */
record BudgetKey(String callerId, LocalDate day) {

  /** In which their rows are locked. */
  static final Comparator<BudgetKey> ORDER =
      Comparator.comparing(BudgetKey::callerId).thenComparing(BudgetKey::day);

  /** Of the day on which that moment lies. */
  static BudgetKey at(String callerId, Instant moment) {
    return new BudgetKey(callerId, LocalDate.ofInstant(moment, ZoneOffset.UTC));
  }

  /** When the next day begins. */
  Instant end() {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
