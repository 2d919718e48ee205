package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.runtime.RowSet.Change;
import dev.otpauth.runtime.RowSet.Versioned;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests loaded and changed rows. */
class RowSetTest {

  private final RowSet<String, Integer> rows = new RowSet<>();

  @Test
  void aRowIsAsItWasLoadedUntilItIsChanged() {
    rows.load("a", 1, 7);
    assertThat(rows.get("a")).isEqualTo(1);
    rows.put("a", 2);
    assertThat(rows.get("a")).isEqualTo(2);
    assertThat(rows.versioned("a")).contains(new Versioned<>(1, 7));
    assertThat(rows.get("b")).isNull();
    assertThat(rows.versioned("b")).isEmpty();
  }

  @Test
  void onlyWhatHasChangedIsSavedInTheOrderAskedFor() {
    rows.load("a", 1, 7);
    rows.load("b", 1, 1);
    rows.put("c", 3);
    rows.put("a", 2);
    assertThat(rows.changes(Comparator.naturalOrder()))
        .containsExactly(new Change<>("a", 2, 7), new Change<>("c", 3, 0));
    assertThat(rows.changes(Comparator.reverseOrder()))
        .extracting(Change::key)
        .containsExactly("c", "a");
  }

  @Test
  void allRowsAreThoseLoadedAndThoseNew() {
    rows.load("a", 1, 7);
    rows.load("b", 1, 1);
    rows.put("a", 2);
    rows.put("c", 3);
    assertThat(rows.rows())
        .containsExactlyInAnyOrder(
            new Change<>("a", 2, 7), new Change<>("b", 1, 1), new Change<>("c", 3, 0));
  }

  @Test
  void onceSavedTheChangesAreHowTheRowsAre() {
    rows.load("a", 1, 7);
    rows.put("a", 2);
    rows.put("c", 3);
    rows.saved();
    assertThat(rows.changes(Comparator.naturalOrder())).isEmpty();
    assertThat(rows.versioned("a")).contains(new Versioned<>(2, 8));
    assertThat(rows.versioned("c")).contains(new Versioned<>(3, 1));
  }

  @Test
  void setsCollideWhereBothChangeARow() {
    rows.load("a", 1, 7);
    var other = new RowSet<String, Integer>();
    other.load("a", 1, 7);
    other.put("b", 2);
    assertThat(rows.collidesWith(other)).isFalse();
    rows.put("a", 2);
    assertThat(rows.collidesWith(other)).as("it is only read there").isFalse();
    other.put("a", 3);
    assertThat(rows.collidesWith(other)).isTrue();
    assertThat(other.collidesWith(rows)).isTrue();
  }

  @Test
  void theChangesOfAnotherSetAreTakenInWithTheirVersions() {
    rows.load("a", 1, 7);
    rows.put("a", 2);
    var other = new RowSet<String, Integer>();
    other.load("b", 1, 3);
    other.put("b", 2);
    rows.addChanges(other);
    assertThat(rows.changes(Comparator.naturalOrder()))
        .containsExactly(new Change<>("a", 2, 7), new Change<>("b", 2, 3));
  }

  /** A decision on an older state must not overwrite a newer one. */
  @Test
  void whatAnotherSetHasOnlyReadLeavesTheVersionOfAChangeAlone() {
    rows.load("a", 1, 5);
    rows.put("a", 2);
    var other = new RowSet<String, Integer>();
    other.load("a", 9, 6);
    rows.addChanges(other);
    assertThat(rows.changes(Comparator.naturalOrder())).containsExactly(new Change<>("a", 2, 5));
  }

  @Test
  void aRowOfAnotherSetIsTakenInWhereThereIsOne() {
    rows.load("a", Optional.of(new Versioned<>(1, 7)));
    rows.load("b", Optional.empty());
    assertThat(rows.versioned("a")).contains(new Versioned<>(1, 7));
    assertThat(rows.get("b")).isNull();
  }
}
