package dev.otpauth.bench;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** What the runs that count came to: the middle one, and how far the others lie. */
record Spread(double median, double lowest, double highest) {

  static Spread of(DoubleStream figures) {
    var sorted = figures.sorted().toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    var middle = sorted.length / 2;
    var median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  @Override
  public String toString() {
    if (Double.isNaN(median)) {
      return "no run counts";
    }
    return lowest == highest
        ? number(median)
        : "%s (%s–%s)".formatted(number(median), number(lowest), number(highest));
  }

  /** With as many digits as say something. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    var size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }
}
