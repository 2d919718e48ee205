package dev.otpauth.crm;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.Media;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Computes keyed digests of request bodies, to detect an Idempotency-Key that is reused with
 * another body. A file counts by name, type and length, since it is read only during the call.
 */
@Component
class CallFingerprints {

  private final PhoneVault vault;

  CallFingerprints(PhoneVault vault) {
    this.vault = vault;
  }

  /** Returns the digest; equal for equal bodies. */
  byte[] of(CrmCall call) {
    return vault.digest(text(call)).bytes();
  }

  private static String text(CrmCall call) {
    return switch (call) {
      case CrmCall.CreateContact(var contact) -> text("contact_create", contact(contact));
      case CrmCall.UpdateContact(var id, var contact) ->
          text("contact_update", id, contact(contact));
      case CrmCall.DeleteContact(var id) -> text("contact_delete", id);
      case CrmCall.ChangeStatus(var id, var status) -> text("status", id, status);
      case CrmCall.SendMessage(var mobile, var sender, var content) ->
          text("message", number(mobile), number(sender), content(content));
      case CrmCall.SendTemplate(var mobile, var sender, var template) ->
          text("template", number(mobile), number(sender), template);
      case CrmCall.SearchContacts _,
          CrmCall.SearchConversations _,
          CrmCall.GetConversation _,
          CrmCall.SearchTemplates _ ->
          throw new IllegalArgumentException("a query has no key");
    };
  }

  private static String contact(CrmCall.Contact contact) {
    return text(
        contact.firstName(),
        contact.lastName(),
        number(contact.mobile()),
        contact.city(),
        contact.state(),
        contact.postCode(),
        contact.address(),
        file(contact.profileImage()));
  }

  private static String content(Content content) {
    return switch (content) {
      case Content.Text(var text) -> text("text", text);
      case Content.Location(var latitude, var longitude) -> text("location", latitude, longitude);
      case Content.CtaUrl(var id) -> text("cta_url", id);
      case Content.InteractiveList(var id) -> text("interactive_list", id);
      case Content.Image(var media) -> text("image", file(media));
      case Content.Document(var media) -> text("document", file(media));
      case Content.Video(var media) -> text("video", file(media));
      case Content.Audio(var media) -> text("audio", file(media));
    };
  }

  private static @Nullable String file(@Nullable Media media) {
    return media == null ? null : text(media.fileName(), media.contentType(), media.length());
  }

  private static @Nullable String number(@Nullable PhoneNumber number) {
    return number == null ? null : number.e164();
  }

  /** Prefixes each part with its length, so that different parts never give the same text. */
  private static String text(@Nullable Object... parts) {
    return Arrays.stream(parts)
        .map(part -> Objects.toString(part, ""))
        .map(part -> part.length() + ":" + part)
        .collect(Collectors.joining());
  }
}
