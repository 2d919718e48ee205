package dev.otpauth.verification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.support.JdbcUtils;

/** Calls as the parameters of a statement about all of them: an array for each column (V12). */
final class Columns<T> {

  private final List<T> rows;
  private final Map<String, Object> arrays = new HashMap<>();

  Columns(List<T> rows) {
    this.rows = rows;
  }

  /** A column that is written as text, whatever its type; the statement casts it. */
  Columns<T> texts(String name, Function<T, ? extends @Nullable Object> value) {
    return array(name, texts(rows, value));
  }

  /** The same, by itself. */
  static <T> @Nullable String[] texts(List<T> rows, Function<T, ? extends @Nullable Object> value) {
    return rows.stream()
        .map(value)
        .map(it -> it == null ? null : it.toString())
        .toArray(String[]::new);
  }

  Columns<T> bytes(String name, Function<T, byte @Nullable []> value) {
    return array(name, rows.stream().map(value).toArray(byte[][]::new));
  }

  private Columns<T> array(String name, @Nullable Object[] values) {
    arrays.put(name, new SqlParameterValue(JdbcUtils.TYPE_UNKNOWN, values));
    return this;
  }

  /** By name. */
  Map<String, ?> parameters() {
    return arrays;
  }
}
