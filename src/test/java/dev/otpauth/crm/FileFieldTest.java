package dev.otpauth.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which files each field accepts, by extension and first bytes. */
class FileFieldTest {

  @ParameterizedTest
  @CsvSource({
    "IMAGE, jpg, ffd8ffe000104a46, image/jpeg",
    "IMAGE, jpeg, ffd8ffdb00430001, image/jpeg",
    "IMAGE, png, 89504e470d0a1a0a, image/png",
    "PROFILE_IMAGE, png, 89504e470d0a1a0a, image/png",
    "DOCUMENT, pdf, 255044462d312e37, application/pdf",
    "DOCUMENT, doc, d0cf11e0a1b11ae1, application/msword",
    "DOCUMENT, docx, 504b030414000600,"
        + " application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "VIDEO, mp4, 0000002066747970, video/mp4",
    "AUDIO, aac, fff15080047ffc21, audio/aac",
    "AUDIO, amr, 2321414d520a3c91, audio/amr",
    "AUDIO, mp3, 4944330400000000, audio/mpeg",
    "AUDIO, mp3, fffb906400000000, audio/mpeg",
    "AUDIO, m4a, 0000001c66747970, audio/mp4",
    "AUDIO, mp4, 0000001c66747970, audio/mp4",
    "AUDIO, ogg, 4f67675300020000, audio/ogg"
  })
  void whatItTakesHasATypeOfItsOwn(
      FileField field, String extension, String firstBytes, String contentType) {
    assertThat(field.format(extension, HexFormat.of().parseHex(firstBytes)))
        .hasValueSatisfying(it -> assertThat(it.contentType()).isEqualTo(contentType));
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE, png, ffd8ffe000104a46",
    "IMAGE, gif, 4749463839610100",
    "IMAGE, png, 89504e470d0a1a",
    "DOCUMENT, pdf, 4d5a900003000000",
    "DOCUMENT, docx, d0cf11e0a1b11ae1",
    "DOCUMENT, zip, 504b030414000600",
    "VIDEO, mp4, 1a45dfa3a3428681",
    "VIDEO, mov, 0000001466747970",
    "AUDIO, mp3, 4f67675300020000",
    "AUDIO, wav, 5249464600000000"
  })
  void anythingElseItDoesNotTake(FileField field, String extension, String firstBytes) {
    assertThat(field.format(extension, HexFormat.of().parseHex(firstBytes))).isEmpty();
  }

  @Test
  void onlyTheseFieldsAreFiles() {
    assertThat(FileField.of("profile_image")).contains(FileField.PROFILE_IMAGE);
    assertThat(FileField.of("document")).contains(FileField.DOCUMENT);
    assertThat(FileField.of("DOCUMENT")).isEmpty();
    assertThat(FileField.of("message")).isEmpty();
  }
}
