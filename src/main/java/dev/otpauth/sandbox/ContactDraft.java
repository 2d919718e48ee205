package dev.otpauth.sandbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a contact. Prints without who it is.
 *
 * @param number empty where it stays as it is
 * @param texts those that were given
 * @param picture the id of its new image; null where none is kept
 */
record ContactDraft(
    Optional<Msisdn> number, Map<ContactField, String> texts, @Nullable Long picture) {

  /** As a contact is made: its number is required. */
  static ContactDraft ofNew(RequestFields fields, ImageStore images) {
    return read(fields, images, List.of("firstname", "lastname", "mobile"));
  }

  /** As a contact is changed, which asks for both names all the same. */
  static ContactDraft ofChanges(RequestFields fields, ImageStore images) {
    return read(fields, images, List.of("firstname", "lastname"));
  }

  private static ContactDraft read(RequestFields fields, ImageStore images, List<String> required) {
    var validation = new FieldValidator(fields);
    var texts = new EnumMap<ContactField, String>(ContactField.class);
    for (var field : ContactField.values()) {
      validation
          .text(field.word(), field.mostCharacters())
          .ifPresent(text -> texts.put(field, text));
    }
    required.forEach(validation::require);
    var number = validation.number("mobile", fields.optional("mobile_code"));
    var image = validation.upload("profile_image", MediaKind.IMAGE);
    validation.end();
    image.ifPresent(ContactDraft::requirePicture);
    return new ContactDraft(number, texts, image.map(images::keep).orElse(null));
  }

  private static void requirePicture(UploadedFile image) {
    if (image.pictureType().isEmpty()) {
      throw ProviderError.IMAGE_NOT_UPLOADED.rejection();
    }
  }

  @Override
  public String toString() {
    return "ContactDraft";
  }
}
