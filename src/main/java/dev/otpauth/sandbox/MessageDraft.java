package dev.otpauth.sandbox;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/** A validated message to send. {@link #toString} omits it. */
record MessageDraft(Msisdn mobile, MessageContent content) {

  /** WhatsApp's limit for a text. */
  static final int MAX_CHARACTERS = 4096;

  static MessageDraft read(RequestFields fields, ImageStore images) {
    var validation = new FieldValidator(fields);
    var mobile = mobile(validation);
    var text = validation.text("message", MAX_CHARACTERS);
    var contents = new ArrayList<Supplier<MessageContent>>();
    for (var kind : MediaKind.values()) {
      validation
          .upload(kind.value(), kind)
          .ifPresent(it -> contents.add(() -> MessageContent.Media.of(kind, it, text, images)));
    }
    location(validation).ifPresent(it -> contents.add(() -> it));
    validation
        .id("cta_url_id")
        .ifPresent(
            id -> contents.add(() -> new MessageContent.Interactive(TemplateCatalog.ctaUrl(id))));
    validation
        .id("interactive_list_id")
        .ifPresent(
            id -> contents.add(() -> new MessageContent.Interactive(TemplateCatalog.list(id))));
    if (contents.isEmpty()) {
      validation.require("message", "latitude", "longitude", "cta_url_id", "interactive_list_id");
      contents.add(() -> new MessageContent.Text(text.orElseThrow()));
    }
    if (contents.size() > 1) {
      validation.addError("Only one kind of message can be sent at a time.");
    }
    validation.throwIfInvalid();
    return new MessageDraft(mobile.orElseThrow(), contents.getFirst().get());
  }

  static MessageDraft ofTemplate(RequestFields fields) {
    var validation = new FieldValidator(fields);
    var mobile = mobile(validation);
    var template = fields.optional("template_id");
    validation.require("template_id");
    validation.throwIfInvalid();
    return new MessageDraft(
        mobile.orElseThrow(),
        new MessageContent.TemplateText(TemplateCatalog.template(template.orElseThrow())));
  }

  private static Optional<Msisdn> mobile(FieldValidator validation) {
    validation.require("mobile");
    validation.number("from_number");
    return validation.number("mobile");
  }

  private static Optional<MessageContent.Location> location(FieldValidator validation) {
    var latitude = validation.degrees("latitude", 90);
    var longitude = validation.degrees("longitude", 180);
    if (latitude.or(() -> longitude).isPresent()) {
      validation.require("latitude");
      validation.require("longitude");
    }
    return latitude.flatMap(
        north -> longitude.map(east -> new MessageContent.Location(north, east)));
  }

  @Override
  public String toString() {
    return "MessageDraft";
  }
}
