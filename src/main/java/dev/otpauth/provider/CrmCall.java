package dev.otpauth.provider;

import dev.otpauth.phone.PhoneNumber;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A call to the provider's contacts or inbox. {@code toString()} shows none of its content. */
public sealed interface CrmCall {

  /** The requested page of a list; pages count from 1. */
  record Paging(int page, int perPage) {}

  /** The states of a conversation. */
  enum ConversationStatus {
    DONE,
    PENDING,
    IMPORTANT,
    UNREAD
  }

  /** The fields of a contact; null if not given. */
  record Contact(
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable PhoneNumber mobile,
      @Nullable String city,
      @Nullable String state,
      @Nullable String postCode,
      @Nullable String address,
      @Nullable Media profileImage) {
    @Override
    public String toString() {
      return "Contact";
    }
  }

  /** The content of a message. */
  sealed interface Content {
    record Text(String text) implements Content {
      @Override
      public String toString() {
        return "Text";
      }
    }

    record Location(BigDecimal latitude, BigDecimal longitude) implements Content {
      @Override
      public String toString() {
        return "Location";
      }
    }

    record CtaUrl(long id) implements Content {}

    record InteractiveList(long id) implements Content {}

    record Image(Media media) implements Content {}

    record Document(Media media) implements Content {}

    record Video(Media media) implements Content {}

    record Audio(Media media) implements Content {}
  }

  /** Whether the call changes nothing, so that it may be repeated. */
  default boolean isQuery() {
    return switch (this) {
      case SearchContacts _, SearchConversations _, GetConversation _, SearchTemplates _ -> true;
      case CreateContact _,
          UpdateContact _,
          DeleteContact _,
          ChangeStatus _,
          SendMessage _,
          SendTemplate _ ->
          false;
    };
  }

  record SearchContacts(Paging paging, @Nullable String search) implements CrmCall {
    @Override
    public String toString() {
      return "SearchContacts";
    }
  }

  record CreateContact(Contact contact) implements CrmCall {}

  record UpdateContact(long id, Contact contact) implements CrmCall {}

  record DeleteContact(long id) implements CrmCall {}

  record SearchConversations(Paging paging, @Nullable ConversationStatus status)
      implements CrmCall {}

  record GetConversation(long id) implements CrmCall {}

  record ChangeStatus(long id, ConversationStatus status) implements CrmCall {}

  /**
   * A message.
   *
   * @param sender the WhatsApp number to send from; null for the account's default
   */
  record SendMessage(PhoneNumber mobile, @Nullable PhoneNumber sender, Content content)
      implements CrmCall {}

  /**
   * A message from an approved template.
   *
   * @param sender the WhatsApp number to send from; null for the account's default
   */
  record SendTemplate(PhoneNumber mobile, @Nullable PhoneNumber sender, String templateId)
      implements CrmCall {}

  record SearchTemplates(Paging paging) implements CrmCall {}
}
