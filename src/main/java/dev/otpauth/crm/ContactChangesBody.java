package dev.otpauth.crm;

import dev.otpauth.phone.Dialable;
import dev.otpauth.phone.WrittenNumber;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /spektif/contacts/{id}}: the fields to change. {@code toString()} shows
 * no values.
 */
@CheckedTogether
record ContactChangesBody(
    @Size(min = 1, max = 40, message = "{validation.name}") @Nullable String firstname,
    @Size(min = 1, max = 40, message = "{validation.name}") @Nullable String lastname,
    @Dialable @Nullable WrittenNumber mobile,
    @Nullable String city,
    @Nullable String state,
    @Nullable String postCode,
    @Nullable String address,
    @AcceptableFile @Schema(hidden = true) @Nullable Upload profileImage)
    implements ContactBody, CheckedTogether.Fields {

  @Override
  public void check(BiConsumer<String, String> faults) {
    var number = mobile == null || mobile.text().isBlank() ? null : mobile;
    if (Stream.of(firstname, lastname, number, city, state, postCode, address, profileImage)
        .allMatch(Objects::isNull)) {
      faults.accept("firstname", "{validation.no_change}");
    }
  }

  @Override
  public String toString() {
    return "ContactChangesBody";
  }
}
