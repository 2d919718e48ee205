package dev.otpauth.crm;

import dev.otpauth.phone.Dialable;
import dev.otpauth.phone.WrittenNumber;
import dev.otpauth.provider.CrmCall;
import jakarta.validation.constraints.NotBlank;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /spektif/messages/template}. {@code toString()} shows no values. */
record TemplateMessageBody(
    @NotBlank(message = "{validation.required}") @Dialable @Nullable WrittenNumber mobile,
    @NotBlank(message = "{validation.required}") @Nullable String templateId,
    @Dialable @Nullable WrittenNumber fromNumber) {

  /** Returns the call of a valid body. */
  CrmCall call() {
    return new CrmCall.SendTemplate(
        Objects.requireNonNull(WrittenNumber.numberOf(mobile)),
        WrittenNumber.numberOf(fromNumber),
        Objects.requireNonNull(templateId).strip());
  }

  @Override
  public String toString() {
    return "TemplateMessageBody";
  }
}
