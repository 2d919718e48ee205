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
 * The rows of one table that a group of calls needs, as loaded and as changed. Later decisions see
 * the changes of earlier ones.
 *
 * @param <K> the key of a row
 * @param <R> a row; immutable, or not changed after it was put here
 */
public final class RowSet<K, R> {

  private final Map<K, Versioned<R>> rows = new HashMap<>();
  private final Map<K, R> changed = new HashMap<>();

  /**
   * Adds a loaded row.
   *
   * @param version the version of the stored row; grows with each save
   */
  public void load(K key, R row, int version) {
    rows.put(key, new Versioned<>(row, version));
  }

  /** Adds a loaded row of another set, if it is present. */
  public void load(K key, Optional<Versioned<R>> row) {
    row.ifPresent(it -> rows.put(key, it));
  }

  /** Returns the changed row, else the loaded one, else null. */
  public @Nullable R get(K key) {
    var now = changed.get(key);
    if (now != null) {
      return now;
    }
    var loaded = rows.get(key);
    return loaded == null ? null : loaded.row();
  }

  /** Returns all rows, as {@link #get} does. */
  public Stream<Change<K, R>> rows() {
    return Stream.concat(rows.keySet().stream(), changed.keySet().stream())
        .distinct()
        .map(key -> new Change<>(key, Objects.requireNonNull(get(key)), versionOf(key)));
  }

  /** Returns the loaded row with its version. */
  public Optional<Versioned<R>> versioned(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** Changes a row. */
  public void put(K key, R row) {
    changed.put(key, row);
  }

  /** Returns the changed rows in the order in which they must be locked. */
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

  /** Whether both sets change the same row, so that they cannot be saved together. */
  public boolean collidesWith(RowSet<K, R> other) {
    return changed.keySet().stream().anyMatch(other.changed::containsKey);
  }

  /** Adds the changed rows of another set, with their loaded state. */
  public void addChanges(RowSet<K, R> other) {
    other.changed.forEach(
        (key, row) -> {
          load(key, other.versioned(key));
          changed.put(key, row);
        });
  }

  /** Marks the changes as saved. */
  public void saved() {
    for (var change : new ArrayList<>(changed.entrySet())) {
      var key = change.getKey();
      rows.put(key, new Versioned<>(change.getValue(), versionOf(key) + 1));
    }
    changed.clear();
  }

  /**
   * A row with its changes.
   *
   * @param version the version as loaded; 0 if the row is new
   */
  public record Change<K, R>(K key, R row, int version) {}

  /** A loaded row. */
  public record Versioned<R>(R row, int version) {}
}
