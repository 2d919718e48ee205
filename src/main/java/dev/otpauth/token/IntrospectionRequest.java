package dev.otpauth.token;

import dev.otpauth.problem.InvalidField;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The body of {@code POST /auth/otp/introspect}. {@link #toString} omits the token.
 *
 * @param consume whether to consume the token; null means no
 * @param tokenTypeHint accepted as in RFC 7662, and ignored: there is one type
 */
record IntrospectionRequest(
    @NotBlank(message = "{validation.required}") @Nullable String token,
    @Nullable Boolean consume,
    @Nullable String tokenTypeHint) {

  /** Reads a form as in RFC 7662; unknown fields are ignored. */
  static IntrospectionRequest of(MultiValueMap<String, String> form) {
    var tokens = form.getOrDefault("token", List.of());
    if (tokens.size() != 1 || tokens.getFirst().isBlank()) {
      throw new InvalidField("token", "validation.required");
    }
    return new IntrospectionRequest(
        tokens.getFirst(),
        switch (form.getOrDefault("consume", List.of("false"))) {
          case List<String> it when it.equals(List.of("true")) -> true;
          case List<String> it when it.equals(List.of("false")) -> false;
          case List<String> _ -> throw new InvalidField("consume", "validation.boolean");
        },
        null);
  }

  /** The token; only for a valid body. */
  String requiredToken() {
    return Objects.requireNonNull(token);
  }

  boolean consumes() {
    return Boolean.TRUE.equals(consume);
  }

  @Override
  public String toString() {
    return "IntrospectionRequest[consume=%s]".formatted(consume);
  }
}
