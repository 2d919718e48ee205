package dev.otpauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.throttle.SimulatedWeek.Result;
import dev.otpauth.throttle.Subscriber.Group;
import dev.otpauth.throttle.Subscriber.Reason;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The effect of the limits on subscribers and on toll fraud, by simulation. */
class LimitsSimulationTest {

  private static final Path PAGE = Path.of("src/docs/limits.md");

  private static final Result REQUESTS = SimulatedWeek.of(Scenario.REQUESTS);
  private static final Result UNUSED = SimulatedWeek.of(Scenario.UNUSED_CODES);
  private static final Result SPARING = SimulatedWeek.of(Scenario.SPARING_CALLER);

  @Test
  void peopleWhoShareAnAddressAreHardlyEverRefused() {
    var share = UNUSED.of(Group.CAREFUL).refusedShare();
    assertThat(share).isLessThan(0.001).isLessThan(REQUESTS.of(Group.CAREFUL).refusedShare() / 10);
  }

  @Test
  void peopleWhoMistypeAreHardlyEverRefused() {
    var share = UNUSED.of(Group.MISTYPING).refusedShare();
    assertThat(share).isLessThan(0.01).isLessThan(REQUESTS.of(Group.MISTYPING).refusedShare() / 2);
  }

  @Test
  void aNumberThatAStrangerGuessesAtHardlyEverRestsForItsSubscriber() {
    var rests = UNUSED.of(Group.GUESSED_AT).refused(Reason.REST);
    assertThat(rests)
        .isLessThan(UNUSED.of(Group.GUESSED_AT).all() / 10)
        .isLessThan(REQUESTS.of(Group.GUESSED_AT).refused(Reason.REST) / 4);
  }

  @Test
  void aCallerWithAShorterPaceKeepsNobodyOutForOthers() {
    assertThat(SPARING.of(Group.GUESSED_AT).refusedShare())
        .isLessThan(0.05)
        .isLessThan(UNUSED.of(Group.GUESSED_AT).refusedShare() / 4);
  }

  @Test
  void aFraudsterGetsTheMessagesOfTheirAddressesAndNoMore() {
    var most = TollFraud.ADDRESSES * 20 * (24 * SimulatedWeek.DAYS + 1);
    assertThat(UNUSED.fraudulent())
        .isBetween(most * 9 / 10, most)
        .isLessThan(REQUESTS.fraudulent() / 2);
  }

  @Test
  void theSameWeekComesOutTheSame() {
    assertThat(SimulatedWeek.of(Scenario.UNUSED_CODES)).isEqualTo(UNUSED);
  }

  @Test
  void theTablesInTheDocumentsShowTheseWeeks() {
    assertThat(PAGE)
        .content()
        .contains(
            LimitsTables.byCounting(REQUESTS, UNUSED),
            LimitsTables.byClientIp(crowded()),
            LimitsTables.byStrangersCaller(UNUSED, SPARING));
  }

  private static Map<String, Result> crowded() {
    var weeks = new LinkedHashMap<String, Result>();
    for (var clientIp : new String[] {"5/1h", "10/1h", "20/1h"}) {
      weeks.put(clientIp, SimulatedWeek.of(Scenario.crowded(clientIp)));
    }
    return weeks;
  }
}
