package dev.otpauth.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data in responses about contacts and inbox. The fields of contacts, conversations and pages
 * are the provider's; its documentation does not name those of messages and templates.
 */
sealed interface CrmResponseData extends ResponseData {

  record Contacts(LaravelPage<ContactRow> contacts) implements CrmResponseData {}

  record SavedContact(ContactRow contact) implements CrmResponseData {}

  /** The provider names this page in the singular. */
  record Conversations(LaravelPage<ConversationRow> conversation) implements CrmResponseData {}

  record OneConversation(ConversationRow conversation) implements CrmResponseData {}

  record Templates(LaravelPage<TemplateRow> templates) implements CrmResponseData {}

  record SentMessage(long conversationId, MessageRow message) implements CrmResponseData {}

  record SentTemplate(long conversationId) implements CrmResponseData {}

  /**
   * A contact.
   *
   * @param isBlocked 0 or 1
   * @param tags null except in the details of a conversation; so are the lists
   */
  record ContactRow(
      long id,
      @Nullable String firstname,
      @Nullable String lastname,
      @Nullable String email,
      String mobileCode,
      String mobile,
      AddressRow address,
      String imageSrc,
      String fullName,
      int isBlocked,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> tags,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> lists)
      implements CrmResponseData {

    /**
     * Returns a contact for a list.
     *
     * @param origin scheme, host and port of the request
     */
    static ContactRow of(Contact contact, String origin) {
      return of(contact, origin, null);
    }

    static ContactRow ofDetails(Contact contact, String origin) {
      return of(contact, origin, List.of());
    }

    private static ContactRow of(Contact contact, String origin, @Nullable List<String> marks) {
      var first = contact.text(ContactField.FIRSTNAME);
      var last = contact.text(ContactField.LASTNAME);
      return new ContactRow(
          contact.id(),
          first,
          last,
          contact.text(ContactField.EMAIL),
          contact.number().countryCode(),
          contact.number().national(),
          AddressRow.of(contact),
          origin + image(contact),
          Stream.of(Optional.ofNullable(first), Optional.ofNullable(last))
              .flatMap(Optional::stream)
              .collect(Collectors.joining(" ")),
          contact.isBlocked() ? 1 : 0,
          marks,
          marks);
    }

    private static String image(Contact contact) {
      var picture = contact.picture();
      return picture == null ? "/sandbox/page/icon.svg" : PhoneMessageController.path(picture);
    }

    @Override
    public String toString() {
      return "ContactRow[%s]".formatted(id);
    }
  }

  record AddressRow(
      @Nullable String city,
      @Nullable String state,
      @Nullable String postCode,
      @Nullable String address,
      @Nullable String country)
      implements CrmResponseData {

    static AddressRow of(Contact contact) {
      return new AddressRow(
          contact.text(ContactField.CITY),
          contact.text(ContactField.STATE),
          contact.text(ContactField.POST_CODE),
          contact.text(ContactField.ADDRESS),
          contact.text(ContactField.COUNTRY));
    }

    @Override
    public String toString() {
      return "AddressRow";
    }
  }

  record ConversationRow(
      long id,
      long contactId,
      int status,
      String lastMessageAt,
      ContactRow contact,
      List<String> notes)
      implements CrmResponseData {

    static ConversationRow of(Conversation conversation, ContactRow contact) {
      return new ConversationRow(
          conversation.id(),
          conversation.contactId(),
          conversation.status().number(),
          TIME.format(conversation.lastMessageAt()),
          contact,
          List.of());
    }

    @Override
    public String toString() {
      return "ConversationRow[%s]".formatted(id);
    }
  }

  record MessageRow(
      long id,
      long conversationId,
      String messageType,
      @Nullable String message,
      @Nullable String mediaFilename,
      @Nullable String mimeType,
      @Nullable LocationRow location,
      String createdAt)
      implements CrmResponseData {

    static MessageRow of(ChatMessage message) {
      var file = message.content().attachment();
      return new MessageRow(
          message.id(),
          message.conversationId(),
          message.content().kind(),
          message.content().text().orElse(null),
          file.map(MessageContent.MediaFile::name).orElse(null),
          file.map(MessageContent.MediaFile::type).orElse(null),
          message.content().place().map(LocationRow::of).orElse(null),
          TIME.format(message.sentAt()));
    }

    @Override
    public String toString() {
      return "MessageRow[%s]".formatted(id);
    }
  }

  /** A location, with its decimals as they were sent. */
  record LocationRow(String latitude, String longitude) implements CrmResponseData {

    static LocationRow of(MessageContent.Location location) {
      return new LocationRow(
          location.latitude().toPlainString(), location.longitude().toPlainString());
    }

    @Override
    public String toString() {
      return "LocationRow";
    }
  }

  /**
   * A template.
   *
   * @param status 1 if WhatsApp has approved it, else 0
   */
  record TemplateRow(
      long id, String whatsappTemplateId, String name, String category, int status, String body)
      implements CrmResponseData {

    static TemplateRow of(TemplateCatalog.Template template) {
      return new TemplateRow(
          template.id(),
          template.metaId(),
          template.name(),
          template.category(),
          template.isApproved() ? 1 : 0,
          template.text());
    }
  }
}
