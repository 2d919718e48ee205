package dev.otpauth.sandbox;

import dev.otpauth.RequiredTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.util.FileSystemUtils;

/** The installed Chromium, driven headless; no driver is downloaded. */
final class HeadlessChromium implements AutoCloseable {

  /** Kept in a field, since a logger that is garbage-collected loses its level. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Optional<Path> CHROMIUM =
      RequiredTools.find("chromium", "chromium-browser", "google-chrome");
  private static final Optional<Path> DRIVER = RequiredTools.find("chromedriver");

  final ChromeDriver driver;
  private final Path profile;
  private int width;
  private int height;

  private HeadlessChromium(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  static boolean isInstalled() {
    return RequiredTools.isPresent(
        CHROMIUM.isPresent() && DRIVER.isPresent(),
        "Sandbox page: not tested, chromium or chromedriver is missing");
  }

  static HeadlessChromium start() throws IOException {
    // It warns of a protocol newer than itself, of which only two old commands are used here.
    SELENIUM.setLevel(Level.SEVERE);
    var profile = Files.createTempDirectory("chromium");
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.orElseThrow().toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-lcd-text",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
        "--user-data-dir=" + profile);
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new HeadlessChromium(new ChromeDriver(service, options), profile);
  }

  void view(int width, int height) {
    this.width = width;
    this.height = height;
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Emulates a media feature; an empty value resets it. */
  void prefer(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** Returns warnings and errors of the console, except those about HTTP statuses. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .filter(message -> !message.contains("the server responded with a status of"))
        .toList();
  }

  /** Writes the view as a PNG into the directory of {@code -Dscreenshots}, if it is set. */
  void screenshot(String name, double scale) {
    var directory = System.getProperty("screenshots");
    if (directory == null) {
      return;
    }
    var clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", scale);
    var image =
        driver.executeCdpCommand("Page.captureScreenshot", Map.of("clip", clip)).get("data");
    try {
      var png = Base64.getDecoder().decode(Objects.requireNonNull(image).toString());
      Files.write(Files.createDirectories(Path.of(directory)).resolve(name + ".png"), png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    FileSystemUtils.deleteRecursively(profile);
  }
}
