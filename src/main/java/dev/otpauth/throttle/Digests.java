package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.runtime.ArrayParameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which numbers, or networks: a query for their digests, and its parameters.
 *
 * @param parameters an array for each {@code ?}
 */
public record Digests(String sql, List<Object> parameters) {

  /** None. */
  public static final Digests NONE = new Digests("", List.of());

  /** Those. */
  public static Digests of(Collection<KeyedDigest> digests) {
    return digests.isEmpty()
        ? NONE
        : new Digests(
            "select unnest(?::bytea[])",
            new ArrayParameters<>(digests).bytes(KeyedDigest::bytes).list());
  }

  /** Those of both. */
  public Digests and(Digests other) {
    if (isNone() || other.isNone()) {
      return isNone() ? other : this;
    }
    var both = new ArrayList<>(parameters);
    both.addAll(other.parameters);
    return new Digests(sql + " union all " + other.sql, both);
  }

  boolean isNone() {
    return sql.isEmpty();
  }
}
