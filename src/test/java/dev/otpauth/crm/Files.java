package dev.otpauth.crm;

import java.util.Arrays;
import java.util.HexFormat;

/** Creates files with the signatures of their formats. */
final class Files {

  static final String JPEG = "ffd8ffe0";
  static final String PNG = "89504e470d0a1a0a";
  static final String PDF = "255044462d312e37";
  static final String EXE = "4d5a9000";
  static final String MP4 = "0000002066747970";
  static final String OGG = "4f676753";

  private Files() {}

  /** A file of that size. */
  static byte[] of(String firstBytes, int size) {
    var first = HexFormat.of().parseHex(firstBytes);
    var file = Arrays.copyOf(first, size);
    for (var i = first.length; i < size; i++) {
      file[i] = (byte) (i * 31);
    }
    return file;
  }
}
