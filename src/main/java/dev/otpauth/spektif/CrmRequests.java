package dev.otpauth.spektif;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.ChangeStatus;
import dev.otpauth.provider.CrmCall.Contact;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmCall.ConversationStatus;
import dev.otpauth.provider.CrmCall.CreateContact;
import dev.otpauth.provider.CrmCall.DeleteContact;
import dev.otpauth.provider.CrmCall.GetConversation;
import dev.otpauth.provider.CrmCall.Paging;
import dev.otpauth.provider.CrmCall.SearchContacts;
import dev.otpauth.provider.CrmCall.SearchConversations;
import dev.otpauth.provider.CrmCall.SearchTemplates;
import dev.otpauth.provider.CrmCall.SendMessage;
import dev.otpauth.provider.CrmCall.SendTemplate;
import dev.otpauth.provider.CrmCall.UpdateContact;
import dev.otpauth.provider.Media;
import org.jspecify.annotations.Nullable;

/** Translates {@link CrmCall}s into Spektif requests. */
final class CrmRequests {

  private CrmRequests() {}

  static SpektifRequest of(CrmCall call) {
    return switch (call) {
      case SearchContacts(var paging, var search) ->
          page(Operation.CONTACT_LIST, paging).with("search", search);
      case CreateContact(var contact) -> contact(Operation.CONTACT_STORE, contact);
      case UpdateContact(var id, var contact) -> contact(Operation.CONTACT_UPDATE, contact).of(id);
      case DeleteContact(var id) -> SpektifRequest.to(Operation.CONTACT_DELETE).of(id);
      case SearchConversations(var paging, var status) ->
          page(Operation.CONVERSATION_LIST, paging)
              .with("status", status == null ? null : number(status));
      case GetConversation(var id) -> SpektifRequest.to(Operation.CONVERSATION_DETAILS).of(id);
      case ChangeStatus(var id, var status) ->
          SpektifRequest.to(Operation.CHANGE_CONVERSATION_STATUS)
              .of(id)
              .with("status", number(status));
      case SendMessage(var mobile, var sender, var content) ->
          content(
              SpektifRequest.to(Operation.SEND_MESSAGE).with("mobile", mobile).from(sender),
              content);
      case SendTemplate(var mobile, var sender, var template) ->
          SpektifRequest.to(Operation.SEND_TEMPLATE_MESSAGE)
              .with("mobile", mobile)
              .from(sender)
              .with("template_id", template);
      case SearchTemplates(var paging) -> page(Operation.TEMPLATE_LIST, paging);
    };
  }

  private static SpektifRequest page(Operation operation, Paging paging) {
    return SpektifRequest.to(operation)
        .with("page", paging.page())
        .with("paginate", paging.perPage());
  }

  private static SpektifRequest contact(Operation operation, Contact contact) {
    return SpektifRequest.to(operation)
        .with("firstname", contact.firstName())
        .with("lastname", contact.lastName())
        .with("mobile", contact.mobile())
        .with("city", contact.city())
        .with("state", contact.state())
        .with("post_code", contact.postCode())
        .with("address", contact.address())
        .with(file("profile_image", contact.profileImage()));
  }

  private static SpektifRequest content(SpektifRequest message, Content content) {
    return switch (content) {
      case Content.Text(var text) -> message.with("message", text);
      case Content.Location(var latitude, var longitude) ->
          message
              .with("latitude", latitude.toPlainString())
              .with("longitude", longitude.toPlainString());
      case Content.CtaUrl(var id) -> message.with("cta_url_id", id);
      case Content.InteractiveList(var id) -> message.with("interactive_list_id", id);
      case Content.Image(var media) -> message.with(file("image", media));
      case Content.Document(var media) -> message.with(file("document", media));
      case Content.Video(var media) -> message.with(file("video", media));
      case Content.Audio(var media) -> message.with(file("audio", media));
    };
  }

  private static @Nullable FilePart file(String name, @Nullable Media media) {
    return media == null ? null : new FilePart(name, media);
  }

  private static int number(ConversationStatus status) {
    return switch (status) {
      case DONE -> 1;
      case PENDING -> 2;
      case IMPORTANT -> 3;
      case UNREAD -> 4;
    };
  }
}
