package dev.otpauth.crm;

import dev.otpauth.provider.CrmCall;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /spektif/conversations/search}. */
record ConversationSearchBody(
    @Min(value = 1, message = "{validation.page}") @Nullable Integer page,
    @Min(value = 1, message = "{validation.per_page}")
        @Max(value = 100, message = "{validation.per_page}")
        @Nullable Integer perPage,
    @Pattern(regexp = StatusBody.WORDS, message = "{validation.conversation_status}")
        @Nullable String status)
    implements PagedBody {

  /** Used if the request has no body. */
  static final ConversationSearchBody ALL = new ConversationSearchBody(null, null, null);

  /** Returns the call of a valid body. */
  CrmCall call() {
    return new CrmCall.SearchConversations(
        paging(), status == null ? null : StatusBody.parse(status));
  }

  @Override
  public String toString() {
    return "ConversationSearchBody";
  }
}
