package dev.otpauth.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and how long, from system properties named {@code bench.*}.
 *
 * @param jar the packaged service
 * @param report where results, plots and logs are written
 * @param images where the plots are written as well, for the documents
 * @param runs how many count of each
 * @param warmUp at least so long before the first run
 * @param longestWarmUp levelled or not
 * @param run how long a run is
 * @param foreign beyond this share of foreign CPU, a run says more of the machine than of its
 *     subject
 * @param connections that saturate
 * @param aged finished verifications in the full tables
 * @param growth how long the long run is
 * @param only parts to be measured; empty for all but the long one
 * @param jvm flags of the service, beside those of its image
 * @param beside another version's jar, to be measured in the same turns
 * @param small flags instead of those, for as little memory as goes
 * @param usual flags instead of those, for as much as one WhatsApp number may send
 */
record Options(
    Path jar,
    Path report,
    @Nullable Path images,
    int runs,
    Duration warmUp,
    Duration longestWarmUp,
    Duration run,
    double foreign,
    int connections,
    long aged,
    Duration growth,
    List<String> only,
    List<String> jvm,
    @Nullable Path beside,
    List<String> small,
    List<String> usual) {

  static Options read() {
    return new Options(
        Path.of(text("jar", "target/otp-auth.jar")),
        Path.of(text("report", "target/bench")),
        path(text("images", "")),
        Integer.parseInt(text("runs", "5")),
        seconds("warm-up", "60"),
        seconds("longest-warm-up", "120"),
        seconds("seconds", "10"),
        Double.parseDouble(text("foreign", "5")) / 100,
        Integer.parseInt(text("connections", "64")),
        Long.parseLong(text("aged", "10000000")),
        seconds("growth", "600"),
        words(text("only", "")),
        words(text("jvm", "-Xms614m,-Xmx614m")),
        path(text("beside", "")),
        words(
            text(
                "small",
                "-Xmx71m,-XX:NewRatio=2,-XX:+UseAdaptiveSizePolicy,-XX:ReservedCodeCacheSize=40m,"
                    + "-XX:-UseTransparentHugePages,-XX:TrimNativeHeapInterval=500,"
                    + "-Dserver.tomcat.max-connections=200")),
        words(
            text(
                "usual",
                "-Xmx72m,-XX:-UseParallelGC,-XX:+UseSerialGC,-XX:NewRatio=3,"
                    + "-XX:TieredStopAtLevel=1,-XX:ReservedCodeCacheSize=32m,"
                    + "-XX:-UseTransparentHugePages,-XX:TrimNativeHeapInterval=500,"
                    + "-Dserver.tomcat.max-connections=200")));
  }

  /** Almost as long as a run, for they use up what was requested, and old requests expire. */
  Duration confirms() {
    return run.multipliedBy(5).dividedBy(6);
  }

  boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }

  /** Whether a part loads the service that all parts share. */
  boolean loadsTheService() {
    return only.isEmpty() || !List.of("start", "usual").containsAll(only);
  }

  /** Whether a part was asked for by its name. */
  boolean asksFor(String part) {
    return only.contains(part);
  }

  private static @Nullable Path path(String text) {
    return text.isEmpty() ? null : Path.of(text);
  }

  private static Duration seconds(String name, String otherwise) {
    return Duration.ofSeconds(Long.parseLong(text(name, otherwise)));
  }

  private static String text(String name, String otherwise) {
    var value = System.getProperty("bench." + name, "");
    return value.isEmpty() ? otherwise : value;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("[ ,]+", -1));
  }
}
