package dev.otpauth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules for migrations that run while the previous version is running: what would make it fail or
 * wait. If that version no longer uses what is removed, {@code -- contract:} and the reason above
 * the statement permit it.
 */
enum MigrationRule {
  DROPS("drop (?!not null|constraint)", "takes away what the version before may use"),
  RENAMES("rename ", "takes away a name that the version before may use"),
  CHANGES_A_TYPE("alter (column )?\\w+ (set data )?type ", "rewrites the table under a lock"),
  FORBIDS_NULL("set not null", "refuses rows of the version before, and reads the table first"),
  DEMANDS_A_COLUMN(
      "add (column )?(?!constraint|check)\\w+(?![^,]* default )[^,]* not null",
      "refuses rows of the version before"),
  CHECKS_AT_ONCE(
      "add (constraint|check|foreign key|unique)(?!.* not valid)",
      "reads the table under a lock; add it \"not valid\", and validate it in the next migration"),
  INDEXES_UNDER_A_LOCK(
      "create (unique )?index (?!concurrently)",
      "keeps writers waiting; create it concurrently, in a migration of its own");

  private static final Pattern CONTRACT = Pattern.compile("-- contract: \\S+ ");
  private static final Pattern CREATED = Pattern.compile("create table (\\w+)");
  private static final Pattern LOCKED = Pattern.compile("(?:alter table|references) (\\w+)");
  private static final Pattern TARGET = Pattern.compile("(?:alter table| on) (\\w+)");

  private final Pattern pattern;
  private final String why;

  MigrationRule(String pattern, String why) {
    this.pattern = Pattern.compile("\\b" + pattern);
    this.why = why;
  }

  String why() {
    return why;
  }

  /** Each thing that a migration must not do, in a sentence. */
  static List<String> brokenBy(String migration) {
    var created = found(CREATED, migration);
    var locked = found(LOCKED, migration).stream().distinct().filter(it -> !created.contains(it));
    return Stream.concat(brokenBy(created, migration), together(locked.toList())).toList();
  }

  /** Callers that hold the one and wait for the other make a deadlock of it. */
  private static Stream<String> together(List<String> locked) {
    return locked.size() < 2
        ? Stream.empty()
        : Stream.of("%s: locked together; one in a migration".formatted(locked));
  }

  private static List<String> found(Pattern pattern, String migration) {
    return statements(migration)
        .flatMap(it -> pattern.matcher(plain(it)).results())
        .map(it -> it.group(1))
        .toList();
  }

  private static Stream<String> brokenBy(List<String> created, String migration) {
    return statements(migration)
        .filter(it -> !CONTRACT.matcher(it).find())
        .map(MigrationRule::plain)
        .filter(it -> !isAbout(created, it))
        .flatMap(
            it ->
                Arrays.stream(values())
                    .filter(rule -> rule.pattern.matcher(it).find())
                    .map(rule -> "%s: %s".formatted(it, rule.why)));
  }

  /** Bodies of functions are not looked into. */
  private static Stream<String> statements(String migration) {
    return Arrays.stream(migration.replaceAll("(?s)\\$\\$.*?\\$\\$", "").split(";", -1));
  }

  private static String plain(String statement) {
    return statement
        .lines()
        .map(it -> it.replaceFirst("--.*", ""))
        .collect(Collectors.joining(" "))
        .replaceAll("\\s+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** What is made here is not used by anybody yet. */
  private static boolean isAbout(List<String> created, String statement) {
    var target = TARGET.matcher(statement);
    return target.find() && created.contains(target.group(1));
  }
}
