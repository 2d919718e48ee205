package dev.otpauth.sandbox;

import java.util.Locale;

/** The kinds of media messages, with their documented size limits and file extensions. */
enum MediaKind {
  IMAGE(5, "jpg|jpeg|png"),
  DOCUMENT(100, "pdf|docx?"),
  VIDEO(16, "mp4"),
  /** The provider documents no formats for audio; these are WhatsApp's. */
  AUDIO(16, "aac|amr|m4a|mp3|mp4|mpeg|oga|ogg|opus|wav");

  private static final long MEBIBYTE = 1024 * 1024;

  private final int maxMebibytes;
  private final String extensions;

  MediaKind(int maxMebibytes, String extensions) {
    this.maxMebibytes = maxMebibytes;
    this.extensions = extensions;
  }

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  int maxMebibytes() {
    return maxMebibytes;
  }

  boolean isTooLarge(UploadedFile upload) {
    return upload.size() > maxMebibytes * MEBIBYTE;
  }

  /** Returns whether the file's extension is allowed. Like the provider, ignores its bytes. */
  boolean accepts(UploadedFile upload) {
    return upload.extension().matches(extensions);
  }
}
