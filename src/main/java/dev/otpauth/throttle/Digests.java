package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.runtime.ArrayParameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of digests of numbers or networks, as an SQL query and its parameters.
 *
 * @param parameters one array per {@code ?}
 */
public record Digests(String sql, List<Object> parameters) {

  /** The empty set. */
  public static final Digests NONE = new Digests("", List.of());

  /** A set of given digests. */
  public static Digests of(Collection<KeyedDigest> digests) {
    return digests.isEmpty()
        ? NONE
        : new Digests(
            "select unnest(?::bytea[])",
            new ArrayParameters<>(digests).bytes(KeyedDigest::bytes).list());
  }

  /** The union of both sets. */
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
