package dev.otpauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads shell commands out of the documents, so that tests run what readers paste. */
public final class DocumentedCommands {

  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  private DocumentedCommands() {}

  /**
   * Returns the first block of shell commands in a page that contains a text.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public static String block(Path page, String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .map(block -> block.group(1))
        .filter(commands -> commands.contains(text))
        .findFirst()
        .orElseThrow();
  }
}
