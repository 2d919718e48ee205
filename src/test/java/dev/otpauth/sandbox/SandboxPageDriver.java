package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.core.io.ClassPathResource;

/** Drives the sandbox's page as a person does: types, clicks, and waits for texts. */
final class SandboxPageDriver {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HeadlessChromium browser;
  private final String url;

  SandboxPageDriver(HeadlessChromium browser, int port) {
    this.browser = browser;
    this.url = "http://localhost:%d/sandbox".formatted(port);
  }

  /** Loads the page and waits until it is ready. */
  void open(String language) {
    browser.driver.get(url + "?lang=" + language);
    until(
        "return document.querySelectorAll('#numbers li').length === "
            + ScriptedBehaviour.values().length);
    until("return document.getElementById('inbox-state').textContent !== ''");
  }

  void type(String id, String text) {
    var field = find(id);
    field.clear();
    field.sendKeys(text);
  }

  void choose(String id, String value) {
    new Select(find(id)).selectByValue(value);
  }

  void click(String id) {
    find(id).click();
  }

  void clickOn(String selector) {
    browser.driver.findElement(By.cssSelector(selector)).click();
  }

  /** Sends keys to the focused element. */
  void press(CharSequence... keys) {
    browser.driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Requests a code. */
  void request(String mobile) {
    type("mobile", mobile);
    click("request");
  }

  /** Requests a code and waits for the code field. */
  void requestAndSee(String mobile) {
    request(mobile);
    seesTitle("Enter the code");
  }

  void confirm(String code) {
    type("code", code);
    click("confirm");
  }

  void seesTitle(String text) {
    sees("title", text);
  }

  void sees(String id, String text) {
    new WebDriverWait(browser.driver, PATIENCE, Duration.ofMillis(50))
        .withMessage(() -> "%s shows: %s".formatted(id, text(id)))
        .until(_ -> text(id).contains(text));
  }

  void until(String script) {
    new WebDriverWait(browser.driver, PATIENCE, Duration.ofMillis(50))
        .withMessage(script)
        .until(_ -> Boolean.TRUE.equals(ask(script)));
  }

  String text(String id) {
    return Objects.requireNonNullElse(find(id).getDomProperty("textContent"), "");
  }

  String value(String id) {
    return Objects.requireNonNullElse(find(id).getDomProperty("value"), "");
  }

  boolean isDisabled(String id) {
    return "true".equals(find(id).getDomAttribute("aria-disabled"));
  }

  String focused() {
    return ask("return document.activeElement.id").toString();
  }

  /** Waits for a code to that number and clicks its copy button. */
  void copyCodeOf(String e164) {
    message(e164).findElement(By.tagName("button")).click();
    until(
        "return [...document.querySelectorAll('#messages button')]"
            + ".some(it => it.textContent === 'Copied')");
  }

  /** Copies the text of the focused field. */
  void copyAll() {
    press(Keys.chord(Keys.CONTROL, "a"), Keys.chord(Keys.CONTROL, "c"));
  }

  void paste(String id) {
    find(id).sendKeys(Keys.chord(Keys.CONTROL, "v"));
  }

  String codeOf(String e164) {
    return message(e164).findElement(By.tagName("strong")).getText();
  }

  private WebElement message(String e164) {
    var last = By.xpath("//ol[@id='messages']/li[contains(., '%s')][last()]".formatted(e164));
    return new WebDriverWait(browser.driver, PATIENCE, Duration.ofMillis(50))
        .until(driver -> driver.findElement(last));
  }

  /** Returns statuses and paths in the panel, newest first. */
  List<String> calls() {
    return browser.driver.findElements(By.cssSelector("#exchanges summary")).stream()
        .map(it -> it.getText().replace('\n', ' '))
        .toList();
  }

  Object ask(String script) {
    return Objects.requireNonNull(browser.driver.executeScript(script), script);
  }

  /** Returns the top edge of the element, in pixels from the top of the view. */
  double topOf(String selector) {
    return position(selector, "top");
  }

  double bottomOf(String selector) {
    return position(selector, "bottom");
  }

  private double position(String selector, String edge) {
    var pixels =
        ask(
            "return document.querySelector('%s').getBoundingClientRect().%s"
                .formatted(selector, edge));
    return ((Number) pixels).doubleValue();
  }

  void fitsItsWidth() {
    assertThat(
            ask(
                "return document.documentElement.scrollWidth -"
                    + " document.documentElement.clientWidth"))
        .as("pixels to scroll to the right")
        .isEqualTo(0L);
  }

  /** Returns the accessibility rules that axe finds broken, with their elements. */
  List<?> barriers() throws IOException {
    var axe = new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
    browser.driver.executeScript(axe);
    var found =
        browser.driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(({violations}) => done(violations.map(
                ({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)));
            """);
    return (List<?>) Objects.requireNonNull(found);
  }

  private WebElement find(String id) {
    return browser.driver.findElement(By.id(id));
  }
}
