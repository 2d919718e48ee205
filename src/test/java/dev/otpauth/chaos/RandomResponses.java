package dev.otpauth.chaos;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Random answers: documented ones, spoilt. The same seed spoils the same way. */
final class RandomResponses {

  private static final Pattern VALUE =
      Pattern.compile("(?<=:)(\"[^\"]*+\"|-?\\d+|null|true|false)");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "\"success\"",
          "\"\\u0000\\ud800\"",
          "-1",
          "0",
          "0.5",
          "1e999",
          "1e-999",
          "99999999999999999999999999",
          "\"99999999999999999999\"",
          "9".repeat(2000),
          "\"" + "x".repeat(20_000) + "\"",
          "[".repeat(3000) + "]".repeat(3000),
          "{\"a\":".repeat(1500) + "1" + "}".repeat(1500),
          "[[\"otp_sent\"]]",
          "\"2026-13-45T99:99:99+99:99\"");

  private static final List<Integer> STATUSES =
      List.of(
          200, 200, 201, 202, 204, 206, 301, 302, 304, 400, 401, 402, 403, 404, 405, 409, 418, 422,
          451, 500, 501, 502, 503, 504, 599, 600, 999);

  private static final List<String> REMARKS =
      List.of(
          "invalid_code", "expired", "max_attempts", "not_found", "Unauthorized", "blocked", "");

  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "\"success\"",
          "42",
          "{",
          "}",
          "<html/>",
          "\u0000",
          "{}",
          "\ufeff{}");

  private static final List<BiFunction<ProviderReply, Random, ProviderReply>> WAYS =
      List.of(
          (reply, random) -> reply.withBody(cut(reply.body(), random)),
          (reply, random) -> reply.withBody(mutated(reply.body(), random)),
          (reply, random) -> reply.withBody(swapped(reply.body(), random)),
          (reply, random) -> reply.withBody(swapped(swapped(reply.body(), random), random)),
          (reply, random) -> reply.withStatus(one(STATUSES, random)),
          (reply, random) -> reply.withStatus(one(STATUSES, random)).withBody(one(BODIES, random)),
          (reply, random) ->
              reply.withStatus(one(STATUSES, random)).withBody(swapped(reply.body(), random)));

  private RandomResponses() {}

  /** Does what is asked, or not, and says something else. */
  static ProviderBehaviour of(long seed) {
    var random = new Random(seed);
    return exchange -> {
      var honest = random.nextBoolean() ? exchange.process() : refusal(random);
      exchange.answer(one(WAYS, random).apply(honest, random));
    };
  }

  private static ProviderReply refusal(Random random) {
    return random.nextInt(8) == 0
        ? ProviderReply.throttled(random.nextInt(1000))
        : ProviderReply.error(400, one(REMARKS, random), Map.of("remaining_attempts", 3));
  }

  private static String cut(String body, Random random) {
    return body.substring(0, random.nextInt(body.length()));
  }

  private static String mutated(String body, Random random) {
    var spoilt = new StringBuilder(body);
    for (var times = 1 + random.nextInt(4); times > 0; times--) {
      spoilt.setCharAt(random.nextInt(spoilt.length()), (char) random.nextInt(1, 256));
    }
    return spoilt.toString();
  }

  private static String swapped(String body, Random random) {
    var values = VALUE.matcher(body).results().toList();
    if (values.isEmpty()) {
      return body;
    }
    var value = one(values, random);
    return body.substring(0, value.start()) + one(VALUES, random) + body.substring(value.end());
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
