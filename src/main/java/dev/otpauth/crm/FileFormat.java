package dev.otpauth.crm;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The file formats that WhatsApp accepts, detected by extension and signature. */
enum FileFormat {
  JPEG("image/jpeg", "jpg jpeg", 0, "ffd8ff"),
  PNG("image/png", "png", 0, "89504e470d0a1a0a"),
  PDF("application/pdf", "pdf", 0, "255044462d"),
  /** OLE compound file, Word 97–2003. */
  DOC("application/msword", "doc", 0, "d0cf11e0a1b11ae1"),
  /** ZIP container. */
  DOCX(
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "docx",
      0,
      "504b0304"),
  /** An {@code ftyp} box, after its length. */
  MP4("video/mp4", "mp4", 4, "66747970"),
  /** MP4 container with audio only. */
  M4A("audio/mp4", "m4a mp4", 4, "66747970"),
  /** ADTS, with and without a checksum, or ADIF. */
  AAC("audio/aac", "aac", 0, "fff0 fff1 fff8 fff9 41444946"),
  AMR("audio/amr", "amr", 0, "2321414d52"),
  /** ID3 tags, or an MPEG layer III frame. */
  MP3("audio/mpeg", "mp3", 0, "494433 fffa fffb fff2 fff3 ffe2 ffe3"),
  OGG("audio/ogg", "ogg", 0, "4f676753");

  /** The number of bytes needed to detect the format. */
  static final int FIRST_BYTES = 8;

  private final String contentType;
  private final String extensions;
  private final int at;
  private final String signatures;

  /**
   * Defines a format.
   *
   * @param extensions separated by spaces
   * @param at the offset of the signature in bytes
   * @param signatures in hex, separated by spaces; a file has one of them
   */
  FileFormat(String contentType, String extensions, int at, String signatures) {
    this.contentType = contentType;
    this.extensions = extensions;
    this.at = at;
    this.signatures = signatures;
  }

  String contentType() {
    return contentType;
  }

  /** Whether a file with this extension (lower case) and these first bytes has this format. */
  boolean is(String extension, byte[] firstBytes) {
    var begin = HexFormat.of().formatHex(firstBytes);
    return words(extensions).anyMatch(extension::equals)
        && words(signatures).anyMatch(it -> begin.startsWith(it, 2 * at));
  }

  private static Stream<String> words(String several) {
    return Arrays.stream(several.split(" "));
  }
}
