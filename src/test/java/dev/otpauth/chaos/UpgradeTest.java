package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The version before and this one on one database, while subscribers keep coming: forward, and back
 * again. {@code .ci/previous-jar} makes the jar of the version before.
 */
@Order(12)
@Tag("chaos")
@Isolated("it starts replicas of its own")
@EnabledIf("theVersionBeforeIsThere")
class UpgradeTest {

  private static final String BEFORE = System.getProperty("upgrade.from", "");

  static boolean theVersionBeforeIsThere() {
    if (BEFORE.isEmpty()) {
      System.out.println("Upgrades are not tested: no -Dupgrade.from=\"$(.ci/previous-jar)\"");
    }
    return !BEFORE.isEmpty();
  }

  @Test
  void noFlowFailsWhileOneVersionTakesThePlaceOfTheOtherAndBack() throws Exception {
    try (var site = new UpgradeEnvironment(Path.of(BEFORE));
        var traffic = new BackgroundTraffic(site.rotation, site.provider.books)) {
      var phases = new UpgradePhases(traffic);
      var old = site.joins(JarVersion.OLD);
      traffic.begin();
      phases.pass("the old version");
      var other =
          phases.during("the new one starts, and migrates", () -> site.joins(JarVersion.NEW));
      phases.pass("both");
      phases.during("the old one stops", () -> leaves(site, old));
      phases.pass("the new version");
      phases.during("back: the old one starts", () -> site.joins(JarVersion.OLD));
      phases.pass("both");
      phases.during("the new one stops", () -> leaves(site, other));
      phases.pass("the old version, on the new schema");
      traffic.end();

      System.out.println("\n" + phases + "\n");
      assertThat(traffic.failures()).isEmpty();
      assertBooksAgree(site, traffic);
    }
  }

  private static VersionedReplica leaves(UpgradeEnvironment site, VersionedReplica member)
      throws InterruptedException {
    site.leaves(member);
    return member;
  }

  /** Journeys have looked at the provider's books themselves; these are ours. */
  private static void assertBooksAgree(UpgradeEnvironment site, BackgroundTraffic traffic)
      throws Exception {
    var purposes = traffic.finished().stream().map(it -> it.subject.purpose()).toList();
    assertThat(site.store.rows(purposes))
        .hasSameSizeAs(purposes)
        .allSatisfy(
            row -> {
              assertThat(row.state()).isEqualTo("verified");
              assertThat(row.known()).isEqualTo(SubscriberJourney.MESSAGES);
              assertThat(row.attempts()).isEqualTo(SubscriberJourney.ATTEMPTS);
              assertThat(row.settled()).isTrue();
            });
  }
}
