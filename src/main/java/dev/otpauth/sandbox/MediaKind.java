package dev.otpauth.sandbox;

import java.util.Locale;

/** The kinds of files a message can be, with what is documented of them. */
enum MediaKind {
  IMAGE(5, "jpg|jpeg|png"),
  DOCUMENT(100, "pdf|docx?"),
  VIDEO(16, "mp4"),
  /** Which formats is not documented; these are WhatsApp's. */
  AUDIO(16, "aac|amr|m4a|mp3|mp4|mpeg|oga|ogg|opus|wav");

  private static final long MEBIBYTE = 1024 * 1024;

  private final int mostMebibytes;
  private final String extensions;

  MediaKind(int mostMebibytes, String extensions) {
    this.mostMebibytes = mostMebibytes;
    this.extensions = extensions;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int mostMebibytes() {
    return mostMebibytes;
  }

  boolean isTooLarge(UploadedFile upload) {
    return upload.size() > mostMebibytes * MEBIBYTE;
  }

  /** As the provider does, by the name alone. */
  boolean takes(UploadedFile upload) {
    return upload.extension().matches(extensions);
  }
}
