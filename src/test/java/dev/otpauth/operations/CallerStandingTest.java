package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests when an hour is suspicious, given the week before it. */
class CallerStandingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          as usual                        | false | 100 | 80  | 10000 | 8000 | false
          somewhat fewer                  | false | 100 | 57  | 10000 | 8000 | false
          well below the week's           | false | 100 | 55  | 10000 | 8000 | true
          none at all                     | false | 100 | 0   | 10000 | 8000 | true
          a low share that is usual       | false | 100 | 30  | 10000 | 3000 | false
          too few in the hour             | false | 99  | 0   | 10000 | 8000 | false
          too few in the week             | false | 500 | 0   | 99    | 80   | false
          as few as are wanted            | false | 100 | 0   | 100   | 80   | true
          a week without a verified code  | false | 100 | 0   | 10000 | 0    | false
          nothing at all                  | false | 0   | 0   | 0     | 0    | false
          warned of, and still below      | true  | 100 | 55  | 10000 | 8000 | true
          warned of, few sends, below     | true  | 5   | 1   | 10000 | 8000 | true
          warned of, few sends, as usual  | true  | 5   | 4   | 10000 | 8000 | false
          warned of, no sends             | true  | 0   | 0   | 10000 | 8000 | false
          warned of, back to usual        | true  | 100 | 57  | 10000 | 8000 | false
          warned of, no week any more     | true  | 100 | 0   | 0     | 0    | false
          """)
  void itIsBelowItsLastWeek(
      String what,
      boolean was,
      int sent,
      int verified,
      int weekSent,
      int weekVerified,
      boolean is) {
    var standing =
        new CallerStanding(
            "login", was, new Conversion(sent, verified), new Conversion(weekSent, weekVerified));
    assertThat(standing.isBelowUsual()).as(what).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({"8000, 80", "6666, 67", "0, 0"})
  void theUsualShareIsInWholePercent(int verified, int percent) {
    var week = new Conversion(10_000, verified);
    assertThat(new CallerStanding("login", false, Conversion.SENT, week).usualPercent())
        .isEqualTo(percent);
  }
}
