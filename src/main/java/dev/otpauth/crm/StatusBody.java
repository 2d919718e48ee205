package dev.otpauth.crm;

import dev.otpauth.provider.CrmCall.ConversationStatus;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /spektif/conversations/{id}/status}. */
record StatusBody(
    @NotBlank(message = "{validation.required}")
        @Pattern(regexp = WORDS, message = "{validation.conversation_status}")
        @Nullable String status) {

  /** The values of a conversation's state in JSON, as a regular expression. */
  static final String WORDS = "done|pending|important|unread";

  /** Returns the state of a valid body. */
  ConversationStatus parsedStatus() {
    return parse(Objects.requireNonNull(status));
  }

  /** Parses one of these values. */
  static ConversationStatus parse(String value) {
    return ConversationStatus.valueOf(value.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "StatusBody";
  }
}
