package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table that some calls need: as they were loaded, and as they are to be saved.
 * Decisions that follow one another see what those before them have changed.
 *
 * @param <K> what a row is found by
 * @param <R> a row; immutable, or not changed once it is put here
 */
public final class RowSet<K, R> {

  private final Map<K, Versioned<R>> rows = new HashMap<>();
  private final Map<K, R> changed = new HashMap<>();

  /**
   * Takes in a row as it is stored.
   *
   * @param version the row's; grows whenever the row is saved
   */
  public void load(K key, R row, int version) {
    rows.put(key, new Versioned<>(row, version));
  }

  /** Takes in a row as another set has it; an absent one, too. */
  public void load(K key, Optional<Versioned<R>> row) {
    row.ifPresent(it -> rows.put(key, it));
  }

  /** The row as it is to be saved, or else as it was loaded; null where there is none. */
  public @Nullable R get(K key) {
    var now = changed.get(key);
    if (now != null) {
      return now;
    }
    var loaded = rows.get(key);
    return loaded == null ? null : loaded.row();
  }

  /** All rows, as {@link #get} gives them. */
  public Stream<Change<K, R>> rows() {
    return Stream.concat(rows.keySet().stream(), changed.keySet().stream())
        .distinct()
        .map(key -> new Change<>(key, Objects.requireNonNull(get(key)), versionOf(key)));
  }

  /** The row as it is stored, and its version. */
  public Optional<Versioned<R>> versioned(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** The row is to be saved so. */
  public void put(K key, R row) {
    changed.put(key, row);
  }

  /** What is to be saved, in the order in which it is to be locked. */
  public List<Change<K, R>> changes(Comparator<? super K> order) {
    return changed.entrySet().stream()
        .map(it -> new Change<>(it.getKey(), it.getValue(), versionOf(it.getKey())))
        .sorted(Comparator.comparing(Change::key, order))
        .toList();
  }

  private int versionOf(K key) {
    var loaded = rows.get(key);
    return loaded == null ? 0 : loaded.version();
  }

  /** Whether both change one row: then they cannot be saved together. */
  public boolean collidesWith(RowSet<K, R> other) {
    return changed.keySet().stream().anyMatch(other.changed::containsKey);
  }

  /** Takes in what another set has changed, and what that was loaded as; nothing else of it. */
  public void addChanges(RowSet<K, R> other) {
    other.changed.forEach(
        (key, row) -> {
          load(key, other.versioned(key));
          changed.put(key, row);
        });
  }

  /** The changes are stored: that is how the rows are from now on. */
  public void saved() {
    for (var change : new ArrayList<>(changed.entrySet())) {
      var key = change.getKey();
      rows.put(key, new Versioned<>(change.getValue(), versionOf(key) + 1));
    }
    changed.clear();
  }

  /**
   * A row, as it is to be saved where it has changed.
   *
   * @param version as it was loaded; 0 where it was not there
   */
  public record Change<K, R>(K key, R row, int version) {}

  /** A row as it is stored. */
  public record Versioned<R>(R row, int version) {}
}
