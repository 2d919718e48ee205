package dev.otpauth.spektif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response belongs to its request, whatever else the connection delivers. */
class SingleResponseHandlerTest extends SpektifTest {

  private static final int CALLERS = 12;
  private static final int ROUNDS = 5;
  private static final Pattern MOBILE = Pattern.compile("name=\"mobile\"\r\n\r\n(\\d+)");
  private static final Pattern STATUS_OF = Pattern.compile("reference_id=(\\w+) HTTP");
  private static final String STRANGER = "otp_stranger";

  /** Additional data that a server sends. */
  enum Surplus {
    INTERIM_ANSWERS {
      @Override
      void play(String answer, String surplus, RawProvider.Wire wire) throws IOException {
        wire.write("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
        wire.write("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n" + answer);
      }
    },
    TWICE_AT_ONCE {
      @Override
      void play(String answer, String surplus, RawProvider.Wire wire) throws IOException {
        wire.write(answer + surplus);
      }
    },
    TWICE_A_MOMENT_LATER {
      @Override
      void play(String answer, String surplus, RawProvider.Wire wire) throws IOException {
        wire.write(answer);
        wire.write(surplus);
      }
    },
    TWICE_ONCE_ASKED_AGAIN {
      @Override
      void play(String answer, String surplus, RawProvider.Wire wire) throws IOException {
        wire.write(answer);
        wire.in().mark(1);
        if (wire.in().read() != -1) {
          wire.in().reset();
          wire.write(surplus);
        }
      }
    },
    HALF_AN_ANSWER {
      @Override
      void play(String answer, String surplus, RawProvider.Wire wire) throws IOException {
        wire.write(answer + surplus.substring(0, surplus.length() / 2));
        wire.in().mark(1);
        if (wire.in().read() != -1) {
          wire.in().reset();
          wire.write(surplus.substring(surplus.length() / 2));
        }
      }
    },
    GARBAGE {
      @Override
      void play(String answer, String surplus, RawProvider.Wire wire) throws IOException {
        wire.write(answer + "\r\n\u0000garbage\r\n\r\n");
      }
    };

    abstract void play(String answer, String surplus, RawProvider.Wire wire) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Surplus.class)
  void everySendHasTheReferenceOfItsOwnNumber(Surplus kind) throws Exception {
    RawProvider.Script script =
        (request, wire) ->
            kind.play(
                RawProvider.sent("otp_" + found(MOBILE, request)),
                RawProvider.sent(STRANGER),
                wire);
    try (var raw = new RawProvider(script);
        var context = SpektifSlice.start(raw.url())) {
      var calls = context.getBean(OtpProvider.class);

      var results = together(it -> calls.send(number(it), SENDER));

      assertThat(results)
          .allSatisfy(
              (caller, result) ->
                  assertThat(result)
                      .isInstanceOfSatisfying(
                          SendResult.Accepted.class,
                          it ->
                              assertThat(it.reference().value())
                                  .isEqualTo("otp_" + number(caller).digits())));
      assertThat(raw.connections).hasValue(CALLERS * ROUNDS);
    }
  }

  @ParameterizedTest
  @EnumSource(Surplus.class)
  void noCodeIsMatchedByTheAnswerToAnother(Surplus kind) throws Exception {
    var wrong = RawProvider.ok(RecordedBodies.file("verify-invalid-code.json"));
    var right = RawProvider.ok("{\"status\":\"success\",\"remark\":\"otp_verified\"}");
    try (var raw = new RawProvider((_, wire) -> kind.play(wrong, right, wire));
        var context = SpektifSlice.start(raw.url())) {
      var calls = context.getBean(OtpProvider.class);

      var results = together(it -> calls.verify(new Reference("otp_" + it), DESTINATION, CODE));

      assertThat(results.values()).hasOnlyElementsOfType(VerifyResult.Mismatched.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Surplus.class)
  void everyStatusIsOfItsOwnReference(Surplus kind) throws Exception {
    var body = RecordedBodies.file("status-200.json");
    RawProvider.Script script =
        (request, wire) ->
            kind.play(
                RawProvider.ok(body.replace(SpektifStub.REFERENCE, found(STATUS_OF, request))),
                RawProvider.ok(body.replace(SpektifStub.REFERENCE, STRANGER)),
                wire);
    try (var raw = new RawProvider(script);
        var context = SpektifSlice.start(raw.url())) {
      var calls = context.getBean(OtpProvider.class);

      var results = together(it -> calls.status(new Reference("otp_" + it)));

      assertThat(results.values()).hasOnlyElementsOfType(StatusResult.Found.class);
      assertThat(raw.requests).hasSize(CALLERS * ROUNDS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n"
      })
  void switchOfProtocolsIsNoAnswer(String answer) throws Exception {
    try (var raw = new RawProvider((_, wire) -> wire.write(answer + RawProvider.sent(STRANGER)));
        var context = SpektifSlice.start(raw.url())) {
      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER))
          .isEqualTo(Unknown.LOST);
      assertThat(raw.requests).hasSize(1);
    }
  }

  @Test
  void bodyOfAnAnswerThatHasNoneIsNotTheNextAnswer() throws Exception {
    RawProvider.Script script =
        (_, wire) -> wire.write("HTTP/1.1 204 No Content\r\n\r\n" + RawProvider.sent(STRANGER));
    try (var raw = new RawProvider(script);
        var context = SpektifSlice.start(raw.url())) {
      var calls = context.getBean(OtpProvider.class);

      assertThat(together(it -> calls.send(number(it), SENDER)).values())
          .containsOnly(Unknown.LOST);
    }
  }

  @Test
  void endlessInterimAnswersAreGivenUp() throws Exception {
    RawProvider.Script script =
        (_, wire) -> {
          while (!wire.socket().isClosed()) {
            wire.write("HTTP/1.1 102 Processing\r\n\r\n".repeat(100));
          }
        };
    try (var raw = new RawProvider(script);
        var context = SpektifSlice.start(raw.url(), SpektifSlice.HASTY)) {
      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER))
          .isEqualTo(Unknown.LOST);
      assertThat(raw.requests).hasSize(1);
    }
  }

  @Test
  void whatIsSaidBeforeAnythingWasAskedFailsTheExchange() {
    var channel = new EmbeddedChannel(new SingleResponseHandler());

    assertThatThrownBy(
            () ->
                channel.writeInbound(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK)))
        .isInstanceOf(SingleResponseHandler.NotAsked.class);
    assertThat(channel.<Object>readInbound()).isNull();
    assertThat(channel.isOpen()).isFalse();
  }

  /** Repeats calls, so that leftovers of one would reach another. */
  private static <T> Map<Integer, T> together(IntFunction<T> call)
      throws InterruptedException, ExecutionException {
    var results = new HashMap<Integer, T>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        var first = round * CALLERS;
        var asked =
            IntStream.range(first, first + CALLERS)
                .<Callable<T>>mapToObj(it -> () -> call.apply(it))
                .toList();
        List<Future<T>> answered = new ArrayList<>(threads.invokeAll(asked));
        for (int i = 0; i < CALLERS; i++) {
          results.put(first + i, answered.get(i).get());
        }
      }
    }
    return results;
  }

  private static PhoneNumber number(int caller) {
    return new PhoneNumber("+62812345670" + (10 + caller));
  }

  private static String found(Pattern pattern, String request) {
    var matcher = pattern.matcher(request);
    return matcher.find() ? matcher.group(1) : "";
  }
}
