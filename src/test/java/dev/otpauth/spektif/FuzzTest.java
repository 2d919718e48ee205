package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.HistoryQuery;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;

/** Any response ends in a result; a fixed seed makes runs repeatable. */
class FuzzTest extends SpektifTest {

  private static final int ANSWERS = 1_000;
  private static final int OVER_HTTP = 60;
  private static final ResponseClassifier CLASSIFIER =
      new ResponseClassifier(
          new FaultTable(new ConfiguredRemarks(Map.of())),
          Clock.fixed(SpektifSlice.NOW, ZoneOffset.UTC));
  private static final int[] STATUSES = {
    100, 200, 200, 200, 200, 201, 204, 299, 302, 304, 400, 400, 401, 402, 403, 404, 409, 410, 422,
    429, 451, 500, 503, 599, 600, 999
  };

  @ParameterizedTest
  @EnumSource(Operation.class)
  void everyAnswerEndsInAResult(Operation operation) {
    var mutations = new Mutations(new Random(20_260_302L + operation.tag().hashCode()));
    for (int i = 0; i < ANSWERS; i++) {
      var status = STATUSES[mutations.random().nextInt(STATUSES.length)];
      var body = mutations.mutate(RecordedBodies.file(file(operation, mutations.random())));
      var headers = new HttpHeaders();
      headers.add(HttpHeaders.RETRY_AFTER, mutations.oddValue());
      var classified = CLASSIFIER.classify(operation, new HttpResult.Answer(status, headers, body));

      assertThat(reader(operation).apply(classified).result()).as("answer %d", i).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void everyAnswerOverHttpEndsInAResult(Operation operation) {
    var mutations = new Mutations(new Random(4_711L + operation.tag().hashCode()));
    for (int i = 0; i < OVER_HTTP; i++) {
      spektif.forget();
      var status = STATUSES[1 + mutations.random().nextInt(STATUSES.length - 1)];
      var body = mutations.mutate(RecordedBodies.file(file(operation, mutations.random())));
      spektif.answersEverything(aResponse().withStatus(status).withBody(body));

      assertThat(call(operation)).isNotNull();
      assertThat(spektif.asked(operation.tag())).isBetween(1, operation.isQuery() ? 3 : 1);
    }
  }

  private static Object call(Operation operation) {
    return switch (operation) {
      case SEND -> provider.send(DESTINATION, SENDER);
      case RESEND -> provider.resend(REFERENCE, DESTINATION);
      case VERIFY -> provider.verify(REFERENCE, DESTINATION, CODE);
      case STATUS -> provider.status(REFERENCE);
      case HISTORY -> provider.history(FIRST_PAGE);
      case CONTACT_LIST,
          CONTACT_STORE,
          CONTACT_UPDATE,
          CONTACT_DELETE,
          CONVERSATION_LIST,
          CONVERSATION_DETAILS,
          CHANGE_CONVERSATION_STATUS,
          SEND_MESSAGE,
          SEND_TEMPLATE_MESSAGE,
          TEMPLATE_LIST ->
          crm.call(CrmCalls.of(operation));
    };
  }

  private static Function<ClassifiedResponse, OperationResponse<?>> reader(Operation operation) {
    return switch (operation) {
      case SEND, RESEND -> classified -> SendAnswers.read(operation, DESTINATION, classified);
      case VERIFY -> classified -> VerifyAnswers.read(REFERENCE, DESTINATION, classified);
      case STATUS -> classified -> QueryAnswers.status(REFERENCE, classified);
      case HISTORY ->
          classified ->
              QueryAnswers.history(
                  new HistoryQuery(Integer.MAX_VALUE, 1, null, DESTINATION, null), classified);
      case CONTACT_LIST,
          CONTACT_STORE,
          CONTACT_UPDATE,
          CONTACT_DELETE,
          CONVERSATION_LIST,
          CONVERSATION_DETAILS,
          CHANGE_CONVERSATION_STATUS,
          SEND_MESSAGE,
          SEND_TEMPLATE_MESSAGE,
          TEMPLATE_LIST ->
          classified -> CrmAnswers.read(CrmCalls.of(operation), operation, classified);
    };
  }

  private static String file(Operation operation, Random random) {
    var files =
        switch (operation) {
          case SEND -> List.of("send-200.json", "send-429.json", "not-whitelisted.json");
          case RESEND -> List.of("resend-200.json", "send-429.json", "unauthorized.json");
          case VERIFY ->
              List.of("verify-200.json", "verify-invalid-code.json", "verify-expired.json");
          case STATUS -> List.of("status-200.json");
          case HISTORY -> List.of("history-200.json", "history-mixed.json");
          case CONTACT_LIST -> List.of("contact-list-200.json", "validation-error.json");
          case CONTACT_STORE ->
              List.of("contact-store-200.json", "validation-laravel.json", "contact-limit.json");
          case CONTACT_UPDATE ->
              List.of("contact-update-200.json", "contact-unknown.json", "contact-image.json");
          case CONTACT_DELETE -> List.of("contact-delete-200.json", "contact-delete-conflict.json");
          case CONVERSATION_LIST -> List.of("conversation-list-200.json", "exception.json");
          case CONVERSATION_DETAILS -> List.of("conversation-details-200.json", "not-found.json");
          case CHANGE_CONVERSATION_STATUS ->
              List.of("conversation-status-200.json", "validation-error.json");
          case SEND_MESSAGE -> List.of("message-200.json", "message-blocked.json");
          case SEND_TEMPLATE_MESSAGE -> List.of("template-message-200.json", "exception.json");
          case TEMPLATE_LIST -> List.of("template-list-200.json", "subscription-required.json");
        };
    return files.get(random.nextInt(files.size()));
  }

  /** Mutations of a body. */
  private record Mutations(Random random) {

    private static final List<String> ODD =
        List.of(
            "null",
            "true",
            "-1",
            "1e999999999",
            "-1E-999999999",
            "1e400",
            "9".repeat(400),
            "9".repeat(1_500),
            "\"NaN\"",
            "\"1e999999999\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"2026-13-45T99:99:99+99:99\"",
            "\"+999999999-12-31T23:59:59.999999999-18:00\"",
            "\"\"",
            "[]",
            "{}",
            "[".repeat(2_000) + "]".repeat(2_000),
            "{\"a\":".repeat(300) + "1" + "}".repeat(300),
            "\"" + "x".repeat(3_000) + "\"");

    String oddValue() {
      return ODD.get(random.nextInt(ODD.size())).replaceAll("[\"\\u0000-\\u001f]", "");
    }

    byte[] mutate(String body) {
      var bytes =
          switch (random.nextInt(6)) {
            case 0 -> body.substring(0, random.nextInt(body.length())).getBytes(UTF_8);
            case 1 -> flipped(body.getBytes(UTF_8));
            case 2 -> body.replaceFirst("\\{", "{\"data\": 1, \"status\": [],").getBytes(UTF_8);
            case 3 -> random.nextBoolean() ? new byte[0] : random(random.nextInt(300));
            default -> swapped(body).getBytes(UTF_8);
          };
      return bytes;
    }

    /** Replaces one to three values. */
    private String swapped(String body) {
      var text = body;
      for (int i = random.nextInt(3); i >= 0; i--) {
        var values =
            java.util.regex.Pattern.compile(": ?(\"[^\"]*\"|[0-9]+|null)")
                .matcher(text)
                .results()
                .toList();
        if (!values.isEmpty()) {
          var at = values.get(random.nextInt(values.size()));
          text =
              text.substring(0, at.start(1))
                  + ODD.get(random.nextInt(ODD.size()))
                  + text.substring(at.end(1));
        }
      }
      return text;
    }

    private byte[] flipped(byte[] bytes) {
      for (int i = 0; i <= random.nextInt(4); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      return bytes;
    }

    private byte[] random(int length) {
      var bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }
  }
}
