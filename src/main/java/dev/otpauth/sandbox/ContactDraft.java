package dev.otpauth.sandbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values for a new or changed contact. {@link #toString} omits them.
 *
 * @param number empty if it stays as it is
 * @param texts the given ones
 * @param picture the id of its new image; null if there is none
 */
record ContactDraft(
    Optional<Msisdn> number, Map<ContactField, String> texts, @Nullable Long picture) {

  /** Reads a new contact; its names and number are required. */
  static ContactDraft ofNew(RequestFields fields, ImageStore images) {
    return read(fields, images, List.of("firstname", "lastname", "mobile"));
  }

  /** Reads a change; the provider requires both names for it too. */
  static ContactDraft ofChanges(RequestFields fields, ImageStore images) {
    return read(fields, images, List.of("firstname", "lastname"));
  }

  private static ContactDraft read(RequestFields fields, ImageStore images, List<String> required) {
    var validation = new FieldValidator(fields);
    var texts = new EnumMap<ContactField, String>(ContactField.class);
    for (var field : ContactField.values()) {
      validation
          .text(field.fieldName(), field.maxCharacters())
          .ifPresent(text -> texts.put(field, text));
    }
    required.forEach(validation::require);
    var number = validation.number("mobile", fields.optional("mobile_code"));
    var image = validation.upload("profile_image", MediaKind.IMAGE);
    validation.throwIfInvalid();
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
