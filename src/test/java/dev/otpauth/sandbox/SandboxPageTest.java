package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests the page in a browser, in English unless a test says otherwise. */
@FullSandboxTest
@EnabledIf("dev.otpauth.sandbox.HeadlessChromium#isInstalled")
class SandboxPageTest {

  private static HeadlessChromium browser;

  private final SandboxPageDriver page;
  private final SimulatorClient simulator;
  private final ResponseLossFilter service;
  private final CircuitBreakerRegistry circuits;

  @Autowired
  SandboxPageTest(
      @LocalServerPort int port, ResponseLossFilter service, CircuitBreakerRegistry circuits) {
    this.page = new SandboxPageDriver(browser, port);
    this.simulator = new SimulatorClient(port);
    this.service = service;
    this.circuits = circuits;
  }

  @BeforeAll
  static void startBrowser() throws IOException {
    browser = HeadlessChromium.start();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    browser.close();
  }

  @BeforeEach
  void open() {
    browser.view(1280, 800);
    page.open("en");
    service.keys();
  }

  @AfterEach
  void nothingWentWrongOnTheWay() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(page.ask("return performance.getEntriesByType('resource').map(it => it.name)"))
        .asInstanceOf(LIST)
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(name.toString()).startsWith(page.ask("return origin") + "/sandbox/"));
  }

  @Test
  void aCodeIsRequestedCopiedOnThePhonePastedAndConfirmed() throws IOException {
    page.requestAndSee("0812 3456 7811");
    assertThat(page.focused()).isEqualTo("code");
    assertThat(page.text("lead")).contains("to 0812 3456 7811.");
    page.copyCodeOf("+6281234567811");
    assertThat(page.ask("return getComputedStyle(document.getElementById('phone')).animationName"))
        .isEqualTo("buzz");
    page.paste("code");
    assertThat(page.value("code")).isEqualTo(page.codeOf("+6281234567811"));
    page.click("confirm");
    page.seesTitle("You are logged in");
    assertThat(page.focused()).isEqualTo("title");
    assertThat(page.text("lead")).isEqualTo("0812 3456 7811 is verified.");
    assertThat(page.barriers()).isEmpty();
    browser.screenshot("sandbox-success", 0.75);
  }

  @Test
  void successShowsTheVerificationTokenRawAndDecoded() {
    page.requestAndSee("0812 3456 7842");
    page.confirm(page.codeOf("+6281234567842"));
    page.seesTitle("You are logged in");
    assertThat(page.text("token-raw")).matches("([\\w-]+\\.){2}[\\w-]+");
    assertThat(page.text("token-header")).contains("\"alg\": \"ES256\"", "\"kid\": ");
    assertThat(page.text("token-claims")).contains("\"phone_number\": \"+6281234567842\"");
    page.click("restart");
    page.until("return document.getElementById('token').hidden");
  }

  @Test
  void theCallOverTheWireIsInViewWithoutScrolling() {
    page.requestAndSee("0812 3456 7843");
    assertThat(page.bottomOf("#wire-title")).isLessThan(800);
    assertThat(page.bottomOf("#exchanges li")).isLessThan(800);
    assertThat(page.topOf("#numbers-title")).isLessThan(800);
    assertThat(page.ask("return scrollY")).isEqualTo(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "id"})
  void theCountdownIsInViewOnAPhoneWithoutScrolling(String language) {
    browser.view(360, 740);
    page.open(language);
    page.request("0812 3460 0429");
    page.until("return document.getElementById('request-wait').textContent !== ''");
    assertThat(page.bottomOf("#request-wait")).isLessThan(740);
    page.type("mobile", "0812 3461 %s".formatted(language.equals("en") ? "7844" : "7845"));
    page.click("request");
    page.until("return document.getElementById('resend-wait').textContent !== ''");
    assertThat(page.bottomOf("#resend-wait")).isLessThan(740);
    assertThat(page.ask("return scrollY")).isEqualTo(0L);
  }

  @Test
  void onlyTheNewestCodeIsATabStopAndArrowsLeadToTheOthers() {
    page.requestAndSee("0812 3456 7846");
    page.codeOf("+6281234567846");
    page.click("restart");
    page.requestAndSee("0812 3456 7847");
    page.codeOf("+6281234567847");
    assertThat(page.ask("return document.querySelectorAll('#messages button').length > 1"))
        .isEqualTo(true);
    assertThat(
            page.ask(
                "return [document.getElementById('messages'),"
                    + " ...document.querySelectorAll('#messages *')]"
                    + ".filter(it => it.tabIndex >= 0).map(it => it.parentNode.textContent)"))
        .asInstanceOf(LIST)
        .singleElement()
        .asString()
        .contains("+6281234567847");
    page.ask("document.querySelector('#messages [tabindex=\"0\"]').focus(); return true");
    page.press(Keys.ARROW_UP);
    assertThat(page.ask("return document.activeElement.parentNode.textContent").toString())
        .contains("+6281234567846");
    page.press(Keys.ARROW_DOWN);
    assertThat(page.ask("return document.activeElement.parentNode.textContent").toString())
        .contains("+6281234567847");
  }

  @Test
  void thePanelShowsEachCallAndACurlWithoutTheSecret() {
    page.requestAndSee("0812 3456 7812");
    assertThat(page.calls().getFirst()).startsWith("202 POST /auth/otp/request");
    page.clickOn("#exchanges summary");
    assertThat(page.text("exchanges"))
        .contains("\"mobile\": \"0812 3456 7812\"", "cache-control: no-store", "\"resend_in\": 4")
        .contains(
            "curl -i -u \"demo:$DEMO_SECRET\"", "Idempotency-Key: " + service.keys().getFirst())
        .contains("\"client_ip\": \"127.0.0.1\"", "\"client_ip\":\"127.0.0.1\"")
        .doesNotContain("demo-secret");
    page.confirm(page.codeOf("+6281234567812"));
    page.seesTitle("You are logged in");
    assertThat(service.lastBody()).contains("\"mobile\":\"0812 3456 7812\"");
  }

  @Test
  void aWrongCodeIsShownWithoutBarriers() throws IOException {
    page.requestAndSee("0812 3456 7848");
    page.confirm(wrongCodeFor("+6281234567848"));
    page.sees("attempts", "4 attempts left");
    assertThat(page.barriers()).isEmpty();
  }

  @Test
  void wrongCodesShowWhatIsLeftAndTheFifthEndsIt() {
    page.requestAndSee("0812 3456 7813");
    var wrong = wrongCodeFor("+6281234567813");
    for (var left = 4; left > 1; left--) {
      page.confirm(wrong);
      page.sees("attempts", left + " attempts left");
      assertThat(page.text("code-error")).isEqualTo("This code is wrong.");
      assertThat(page.focused()).isEqualTo("code");
      assertThat(page.value("code")).isEqualTo(wrong);
    }
    page.confirm(wrong);
    page.sees("attempts", "One attempt left");
    page.confirm(wrong);
    page.seesTitle("Too many wrong codes");
    assertThat(page.text("again-wait")).startsWith("Possible again in");
    assertThat(page.text("lead")).endsWith("Request a new one.").doesNotContain("waiting");
    assertThat(service.keys()).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aCodeThatCameTooLateIsExpiredAndANewOneIsOffered() {
    page.requestAndSee("0812 3456 0410");
    page.confirm(page.codeOf("+6281234560410"));
    page.seesTitle("The code is no longer valid");
    page.until("return document.getElementById('again').ariaDisabled === 'false'");
    page.click("again");
    page.seesTitle("Enter the code");
  }

  @Test
  void ourThrottleCountsDownAndThenLetsThrough() {
    page.requestAndSee("0812 3456 7814");
    page.confirm(page.codeOf("+6281234567814"));
    page.seesTitle("You are logged in");
    page.click("restart");
    page.click("request");
    page.sees("notice", "Too many codes were requested");
    assertThat(page.isDisabled("request")).isTrue();
    assertThat(page.text("request-wait")).startsWith("Possible again in 0:0");
    assertThat(page.value("mobile")).isEqualTo("0812 3456 7814");
    page.sees("announcer", "You can try again now.");
    assertThat(page.text("request-wait")).isEmpty();
    page.click("request");
    page.seesTitle("Enter the code");
  }

  /** As after going back, a double click or in a second tab. */
  @Test
  void whoeverComesBackFindsTheCodeFieldAgain() {
    page.requestAndSee("0812 3456 7841");
    page.confirm(wrongCodeFor("+6281234567841"));
    page.sees("attempts", "4 attempts left");
    page.click("restart");
    page.click("request");
    page.sees("lead", "A code was sent by WhatsApp to 0812 3456 7841 a moment ago");
    assertThat(page.focused()).isEqualTo("code");
    assertThat(page.text("notice")).isEmpty();
    assertThat(page.text("attempts")).isEqualTo("4 attempts left");
    assertThat(page.text("resend-wait")).startsWith("Possible again in 0:0");
    assertThat(page.calls().getFirst()).startsWith("200 GET");
    assertThat(page.calls().get(1)).startsWith("429 POST /auth/otp/request");
    page.confirm(page.codeOf("+6281234567841"));
    page.seesTitle("You are logged in");
  }

  @Test
  void theProvidersThrottleCountsDownFromItsOwnSeconds() {
    page.request("0812 3456 0429");
    page.sees("notice", "for this number");
    assertThat(page.text("request-wait")).matches("Possible again in 9:0[012]");
    page.type("mobile", "0812 3456 7815");
    assertThat(page.isDisabled("request")).isFalse();
  }

  @Test
  void aResentCodeReplacesTheOneBefore() {
    page.requestAndSee("0812 3456 7816");
    var first = page.codeOf("+6281234567816");
    assertThat(page.text("resend-wait")).startsWith("Possible again in 0:0");
    page.until("return document.getElementById('resend').ariaDisabled === 'false'");
    page.click("resend");
    page.sees("lead", "The one before no longer works");
    assertThat(page.focused()).isEqualTo("code");
    page.until(
        "return document.querySelectorAll('#messages li.new strong')[0].textContent !== '%s'"
            .formatted(first));
    page.confirm(page.codeOf("+6281234567816"));
    page.seesTitle("You are logged in");
  }

  @Test
  void anOutageIsSaidAndCountedDown() {
    var circuit = circuits.circuitBreaker("spektif");
    circuit.transitionToOpenState();
    try {
      page.request("0812 3456 7817");
      page.sees("notice", "The message service is not available");
      assertThat(page.text("request-wait")).startsWith("Possible again in 0:");
      assertThat(page.calls().getFirst()).startsWith("503");
    } finally {
      circuit.reset();
    }
  }

  @Test
  void whatIsPerhapsOnItsWayShowsTheCodeFieldAndFailsInTheEnd() {
    page.requestAndSee("0812 3456 0500");
    assertThat(page.text("lead")).startsWith("Perhaps the code is on its way");
    page.confirm("123456");
    page.sees("notice", "It is not known yet");
    page.seesTitle("The code could not be sent");
  }

  @Test
  void aMessageWhoseAnswerWasLostIsFoundAgain() {
    page.requestAndSee("0812 3456 0499");
    page.confirm(page.codeOf("+6281234560499"));
    page.seesTitle("You are logged in");
  }

  @Test
  void anUndeliverableMessageIsNoticedByItsStatus() {
    page.request("0812 3456 0404");
    page.seesTitle("The code could not be sent");
  }

  @Test
  void anUnknownOutcomeIsAskedForAgainWithTheSameKey() {
    page.requestAndSee("0812 3456 7818");
    service.keys();
    service.nextIsUnknown();
    page.confirm(page.codeOf("+6281234567818"));
    page.sees("notice", "It is not known yet");
    page.seesTitle("You are logged in");
    var keys = service.keys();
    assertThat(keys).hasSize(2).containsOnly(keys.getFirst());
  }

  @Test
  void anActionWithoutAnAnswerKeepsItsKeyAndAnotherHasAnother() {
    service.nextIsLost();
    page.request("0812 3456 7819");
    page.sees("notice", "There was no answer");
    page.click("request");
    page.seesTitle("Enter the code");
    page.confirm("000000x");
    page.sees("code-error", "wrong");
    var keys = service.keys();
    assertThat(keys).hasSize(3);
    assertThat(keys.get(1)).isEqualTo(keys.get(0));
    assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
  }

  @Test
  void anotherCountryIsNotServedInIndonesian() {
    page.open("id");
    page.choose("country", "SG");
    page.request("8123 4567");
    page.sees("notice", "Kami tidak melayani negara ini");
    assertThat(page.ask("return document.documentElement.lang")).isEqualTo("id");
    assertThat(page.value("mobile")).isEqualTo("8123 4567");
    page.clickOn("#exchanges summary");
    assertThat(page.text("exchanges"))
        .contains("Accept-Language: id", "Kode tidak dikirim ke negara ini.", "+65 8123 4567");
    page.clickOn("[data-language=en]");
    page.sees("notice", "We do not serve this country");
  }

  @ParameterizedTest
  @CsvSource({
    "'', Enter your mobile number.",
    "0812 345, This is not a mobile number.",
    "021 1234567, This is not a mobile number.",
    "siapa saya, This is not a mobile number."
  })
  void anImpossibleNumberIsAnErrorAtItsField(String typed, String message) {
    page.type("mobile", typed);
    page.press(Keys.ENTER);
    page.sees("mobile-error", message);
    assertThat(page.focused()).isEqualTo("mobile");
    assertThat(page.value("mobile")).isEqualTo(typed);
    assertThat(page.ask("return document.getElementById('mobile').ariaInvalid")).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource({"7820, ''", "7821, 12", "7822, 12345678901", "7823, <b>bold</b>"})
  void anImpossibleCodeIsAnErrorAtItsFieldAndSpendsNoAttempt(String ending, String typed) {
    page.requestAndSee("0812 3456 " + ending);
    page.type("code", typed);
    page.press(Keys.ENTER);
    page.sees("code-error", " ");
    assertThat(page.focused()).isEqualTo("code");
    assertThat(page.value("code")).isEqualTo(typed);
    assertThat(page.text("attempts")).isEqualTo("5 attempts left");
  }

  @Test
  void aNumberInMarksAndACodeInTwoPartsArePastedAndTaken() {
    page.type("filter", "\u202a+62\u00a0812\u20113456\u20117830\u202c");
    page.copyAll();
    page.paste("mobile");
    page.press(Keys.ENTER);
    page.seesTitle("Enter the code");
    assertThat(page.text("lead")).contains("3456\u20117830");
    var code = page.codeOf("+6281234567830");
    var inTwoParts = code.substring(0, 3) + " " + code.substring(3);
    page.type("filter", inTwoParts);
    page.copyAll();
    page.paste("code");
    assertThat(page.value("code")).isEqualTo(inTwoParts);
    page.press(Keys.ENTER);
    page.seesTitle("You are logged in");
  }

  @Test
  void theCodeIsTakenOutOfAPastedMessage() {
    page.requestAndSee("0812 3456 7824");
    page.type("filter", "424242 is your code");
    page.press(Keys.chord(Keys.CONTROL, "a"), Keys.chord(Keys.CONTROL, "c"));
    page.sees("filter-error", "not a whole phone number");
    page.paste("code");
    assertThat(page.value("code")).isEqualTo("424242");
  }

  @Test
  void theKeyboardAloneIsEnough() {
    for (var tabs = 0; tabs < 8 && !page.focused().equals("mobile"); tabs++) {
      page.press(Keys.TAB);
      assertThat(page.ask("return getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
    }
    page.press("081234567825", Keys.ENTER);
    page.seesTitle("Enter the code");
    page.press(page.codeOf("+6281234567825"), Keys.ENTER);
    page.seesTitle("You are logged in");
    page.press(Keys.TAB);
    page.press(Keys.ENTER);
    page.seesTitle("Log in with your number");
    assertThat(page.focused()).isEqualTo("mobile");
  }

  @Test
  void aPhonesWidthIsEnough() throws IOException {
    browser.view(360, 780);
    page.fitsItsWidth();
    page.requestAndSee("0812 3456 7826");
    page.sees("heads-up", page.codeOf("+6281234567826"));
    page.fitsItsWidth();
    assertThat(page.barriers()).isEmpty();
    browser.screenshot("sandbox-narrow", 1);
    page.confirm("0000000000");
    page.sees("code-error", "wrong");
    page.clickOn("#exchanges summary");
    page.fitsItsWidth();
  }

  @Test
  void anErrorInIndonesianWithoutBarriers() throws IOException {
    page.open("id");
    page.clickOn("[data-ending='0429']");
    assertThat(page.value("mobile")).endsWith("0429");
    page.type("mobile", "0812 3457 0429");
    page.click("request");
    page.sees("notice", "Terlalu banyak permintaan kode");
    assertThat(page.barriers()).isEmpty();
    browser.screenshot("sandbox-indonesian", 0.75);
  }

  @Test
  void theDarkHasNoBarriersEither() throws IOException {
    browser.prefer("prefers-color-scheme", "dark");
    page.request("0812 3458 0410");
    page.seesTitle("The code is no longer valid");
    assertThat(page.barriers()).isEmpty();
    browser.prefer("prefers-color-scheme", "");
  }

  @Test
  void whoPrefersLessMotionGetsNone() {
    browser.prefer("prefers-reduced-motion", "reduce");
    page.requestAndSee("0812 3456 7827");
    assertThat(page.codeOf("+6281234567827")).hasSize(6);
    page.until("return document.getElementById('phone').classList.contains('buzzing')");
    assertThat(page.ask("return getComputedStyle(document.getElementById('phone')).animationName"))
        .isEqualTo("none");
    browser.prefer("prefers-reduced-motion", "");
  }

  @Test
  void messagesAreShownBesideCodesAndAnsweredFromThePhone() throws IOException {
    var phone = "6281234567840";
    page.requestAndSee("0812 3456 7840");
    page.codeOf("+" + phone);
    var fields = Map.of("mobile", phone, "message", "Our shop, seen from the street");
    simulator.upload("inbox/send-message", fields, GeneratedUpload.ofPicture("image"));
    page.sees("heads-up", "New message: Our shop, seen from the street");
    simulator.upload(
        "inbox/send-message",
        Map.of("mobile", phone),
        GeneratedUpload.of("document", "Price list.pdf", 2_500_000));
    page.sees("messages", "Price list.pdf");
    assertThat(page.text("messages")).contains("2.5 MB", "is your verification code");
    page.until("return document.querySelector('#messages img').naturalWidth > 0");

    page.sees("reply-label", "Answer as +" + phone);
    page.type("reply", "Thank you, on my way!");
    page.press(Keys.ENTER);
    page.until("return document.querySelectorAll('#messages li.mine').length === 1");
    assertThat(page.text("messages")).contains("Thank you, on my way!", "from +" + phone);
    assertThat(page.value("reply")).isEmpty();
    assertThat(page.barriers()).isEmpty();
    browser.screenshot("sandbox-messages", 0.75);
    var unread = simulator.list("inbox/conversation-list?status=4").data("conversation");
    assertThat(unread.path("data").path(0).path("contact").path("mobile").asString())
        .isEqualTo(phone.substring(2));
  }

  @Test
  void answerOfABlockedNumberIsSaidNotToBeSent() {
    page.type("filter", "0812 3456 0403");
    page.sees("reply-label", "Answer as 0812 3456 0403");
    page.type("reply", "Hello?");
    page.click("send-reply");
    page.sees("reply-error", "the account has blocked this number");
    assertThat(page.value("reply")).isEqualTo("Hello?");
  }

  @Test
  void aPageOutOfSightAsksForNothing() {
    page.ask(
        """
        window.looks = 0;
        Object.defineProperty(document, 'hidden', {get: () => ++looks > 0});
        return true;
        """);
    page.until("return looks > 0");
    var asked = page.ask("return performance.getEntriesByType('resource').length");
    page.until("return looks > 2");
    assertThat(page.ask("return performance.getEntriesByType('resource').length")).isEqualTo(asked);
  }

  @Test
  void everyExampleSaysThatItIsOne() {
    for (var example = 1; example <= 11; example++) {
      page.clickOn("#examples button:nth-child(%d)".formatted(example));
      assertThat(page.text("example")).isEqualTo("An example: no call was made.");
      assertThat(page.text("title") + page.text("notice")).isNotBlank();
    }
    assertThat(page.calls()).isEmpty();
  }

  private String wrongCodeFor(String number) {
    return page.codeOf(number).equals("000000") ? "000001" : "000000";
  }
}
