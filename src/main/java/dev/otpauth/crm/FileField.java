package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.Media;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of forms that are files, with what Spektif takes there. */
enum FileField {
  IMAGE(5, "validation.file.image"),
  DOCUMENT(100, "validation.file.document"),
  VIDEO(16, "validation.file.video"),
  AUDIO(16, "validation.file.audio"),
  PROFILE_IMAGE(5, "validation.file.image");

  private static final long MEBIBYTE = 1024 * 1024;

  private final int mebibytes;
  private final String formatsKey;

  FileField(int mebibytes, String formatsKey) {
    this.mebibytes = mebibytes;
    this.formatsKey = formatsKey;
  }

  /** The field of that name on the wire; empty where it is no file. */
  static Optional<FileField> of(String name) {
    return Arrays.stream(values()).filter(it -> it.wireName().equals(name)).findFirst();
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  long mostBytes() {
    return mebibytes * MEBIBYTE;
  }

  /** What its files have to be, by its key in the messages. */
  String formatsKey() {
    return formatsKey;
  }

  /** The format of a file with this extension that begins so; empty where it is not taken. */
  Optional<FileFormat> format(String extension, byte[] firstBytes) {
    return formats().filter(it -> it.is(extension, firstBytes)).findFirst();
  }

  /** Of audio, Spektif names no formats: these are WhatsApp's. */
  private Stream<FileFormat> formats() {
    return switch (this) {
      case IMAGE, PROFILE_IMAGE -> Stream.of(FileFormat.JPEG, FileFormat.PNG);
      case DOCUMENT -> Stream.of(FileFormat.PDF, FileFormat.DOC, FileFormat.DOCX);
      case VIDEO -> Stream.of(FileFormat.MP4);
      case AUDIO ->
          Stream.of(FileFormat.AAC, FileFormat.AMR, FileFormat.MP3, FileFormat.M4A, FileFormat.OGG);
    };
  }

  /** Its file has more bytes than are taken. */
  FieldFault tooLarge() {
    return new FieldFault(
        ProblemType.PAYLOAD_TOO_LARGE,
        "file",
        wireName(),
        "validation.file.size",
        List.of(Integer.toString(mebibytes)));
  }

  /** What a message with such a file says. */
  Content content(Media media) {
    return switch (this) {
      case IMAGE -> new Content.Image(media);
      case DOCUMENT -> new Content.Document(media);
      case VIDEO -> new Content.Video(media);
      case AUDIO -> new Content.Audio(media);
      case PROFILE_IMAGE -> throw new IllegalStateException("no message has one");
    };
  }
}
