package dev.otpauth.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/** Standard output and error while it is open; nothing of them passes on to where they went. */
final class CapturedStreams implements AutoCloseable {

  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level rootLevel = root.getLevel();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  CapturedStreams() {
    System.setOut(new PrintStream(printed, true, UTF_8));
    System.setErr(new PrintStream(complained, true, UTF_8));
  }

  String stdout() {
    return printed.toString(UTF_8);
  }

  String stderr() {
    return complained.toString(UTF_8);
  }

  @Override
  public void close() {
    System.setOut(stdout);
    System.setErr(stderr);
    root.setLevel(rootLevel);
    ((Logger) LoggerFactory.getLogger("dev.otpauth")).setLevel(null);
  }
}
