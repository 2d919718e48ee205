package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ConfigurableApplicationContext;

/** Base class with one stub and one adapter, for tests that need no settings of their own. */
abstract class SpektifTest {

  static final PhoneNumber DESTINATION = new PhoneNumber("+6281234567890");
  static final PhoneNumber SENDER = new PhoneNumber("+628001234567");
  static final Reference REFERENCE = new Reference(SpektifStub.REFERENCE);

  /** Letters outside hex, so that no duration or trace id contains it. */
  static final OtpCode CODE = new OtpCode("Q7ZW9K");

  static final HistoryQuery FIRST_PAGE = new HistoryQuery(1, 15, null, null, null);

  static final SpektifStub spektif = new SpektifStub();
  static final ConfigurableApplicationContext context = warm(SpektifSlice.start(spektif.url()));
  static final OtpProvider provider = context.getBean(OtpProvider.class);
  static final CrmProvider crm = context.getBean(CrmProvider.class);

  @BeforeEach
  void forgetEarlierTests() {
    spektif.forget();
  }

  /** A warm-up request, so that class loading is not timed. */
  static ConfigurableApplicationContext warm(ConfigurableApplicationContext context) {
    spektif.answersEverything(
        aResponse().withStatus(400).withBody(RecordedBodies.error("warming up")));
    context.getBean(OtpProvider.class).status(REFERENCE);
    context.getBean(OtpProvider.class).verify(REFERENCE, DESTINATION, CODE);
    return context;
  }
}
