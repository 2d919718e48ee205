package dev.otpauth.crm;

import dev.otpauth.phone.Dialable;
import dev.otpauth.phone.WrittenNumber;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /spektif/contacts}. {@code toString()} shows no values. */
record NewContactBody(
    @NotBlank(message = "{validation.required}") @Size(max = 40, message = "{validation.name}")
        @Nullable String firstname,
    @NotBlank(message = "{validation.required}") @Size(max = 40, message = "{validation.name}")
        @Nullable String lastname,
    @NotBlank(message = "{validation.required}") @Dialable @Nullable WrittenNumber mobile,
    @Nullable String city,
    @Nullable String state,
    @Nullable String postCode,
    @Nullable String address,
    @AcceptableFile @Schema(hidden = true) @Nullable Upload profileImage)
    implements ContactBody {

  @Override
  public String toString() {
    return "NewContactBody";
  }
}
