package dev.otpauth.spektif;

import static dev.otpauth.spektif.SpektifTest.DESTINATION;
import static dev.otpauth.spektif.SpektifTest.SENDER;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Contact;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmCall.ConversationStatus;
import dev.otpauth.provider.CrmCall.Paging;
import java.util.List;
import java.util.stream.Stream;

/** One call of each operation of contacts and inbox. */
final class CrmCalls {

  static final Paging PAGING = new Paging(1, 20);

  private CrmCalls() {}

  static List<Operation> operations() {
    return Stream.of(Operation.values()).filter(Operation::isCrm).toList();
  }

  static CrmCall of(Operation operation) {
    return switch (operation) {
      case CONTACT_LIST -> new CrmCall.SearchContacts(PAGING, "81234567890");
      case CONTACT_STORE -> new CrmCall.CreateContact(contact());
      case CONTACT_UPDATE -> new CrmCall.UpdateContact(41, contact());
      case CONTACT_DELETE -> new CrmCall.DeleteContact(41);
      case CONVERSATION_LIST -> new CrmCall.SearchConversations(PAGING, ConversationStatus.UNREAD);
      case CONVERSATION_DETAILS -> new CrmCall.GetConversation(12);
      case CHANGE_CONVERSATION_STATUS -> new CrmCall.ChangeStatus(12, ConversationStatus.DONE);
      case SEND_MESSAGE ->
          new CrmCall.SendMessage(DESTINATION, SENDER, new Content.Text("Hello world"));
      case SEND_TEMPLATE_MESSAGE -> new CrmCall.SendTemplate(DESTINATION, null, "730011");
      case TEMPLATE_LIST -> new CrmCall.SearchTemplates(PAGING);
      case SEND, RESEND, VERIFY, STATUS, HISTORY ->
          throw new IllegalArgumentException(operation.tag());
    };
  }

  static Contact contact() {
    return new Contact("Budi", "Santoso", DESTINATION, null, null, null, null, null);
  }
}
