package dev.otpauth.crm;

import static dev.otpauth.crm.FileFormat.AAC;
import static dev.otpauth.crm.FileFormat.AMR;
import static dev.otpauth.crm.FileFormat.DOC;
import static dev.otpauth.crm.FileFormat.DOCX;
import static dev.otpauth.crm.FileFormat.JPEG;
import static dev.otpauth.crm.FileFormat.M4A;
import static dev.otpauth.crm.FileFormat.MP3;
import static dev.otpauth.crm.FileFormat.MP4;
import static dev.otpauth.crm.FileFormat.OGG;
import static dev.otpauth.crm.FileFormat.PDF;
import static dev.otpauth.crm.FileFormat.PNG;

import dev.otpauth.problem.FieldFault;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.Media;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of forms that are files, with what Spektif takes there. */
enum FileField {
  IMAGE(5, "validation.file.image", JPEG, PNG),
  DOCUMENT(100, "validation.file.document", PDF, DOC, DOCX),
  VIDEO(16, "validation.file.video", MP4),
  /** Spektif names no formats: these are WhatsApp's. */
  AUDIO(16, "validation.file.audio", AAC, AMR, MP3, M4A, OGG),
  PROFILE_IMAGE(5, "validation.file.image", JPEG, PNG);

  private static final long MEBIBYTE = 1024 * 1024;

  private final int mebibytes;
  private final String formatsKey;
  private final List<FileFormat> formats;

  FileField(int mebibytes, String formatsKey, FileFormat... formats) {
    this.mebibytes = mebibytes;
    this.formatsKey = formatsKey;
    this.formats = List.of(formats);
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
    return formats.stream().filter(it -> it.is(extension, firstBytes)).findFirst();
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
