package dev.otpauth.sandbox;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/** A message that is to be sent, checked as documented. Prints without it. */
record MessageDraft(Msisdn mobile, Content content) {

  /** WhatsApp's. */
  static final int MOST_CHARACTERS = 4096;

  static MessageDraft read(Fields fields, Pictures pictures) {
    var validation = new Validation(fields);
    var mobile = mobile(validation);
    var text = validation.text("message", MOST_CHARACTERS);
    var contents = new ArrayList<Supplier<Content>>();
    for (var kind : MediaKind.values()) {
      validation
          .upload(kind.word(), kind)
          .ifPresent(it -> contents.add(() -> Content.Media.of(kind, it, text, pictures)));
    }
    location(validation).ifPresent(it -> contents.add(() -> it));
    validation
        .id("cta_url_id")
        .ifPresent(id -> contents.add(() -> new Content.Interactive(Catalog.ctaUrl(id))));
    validation
        .id("interactive_list_id")
        .ifPresent(id -> contents.add(() -> new Content.Interactive(Catalog.list(id))));
    if (contents.isEmpty()) {
      validation.require("message", "latitude", "longitude", "cta_url_id", "interactive_list_id");
      contents.add(() -> new Content.Text(text.orElseThrow()));
    }
    if (contents.size() > 1) {
      validation.refuse("Only one kind of message can be sent at a time.");
    }
    validation.end();
    return new MessageDraft(mobile.orElseThrow(), contents.getFirst().get());
  }

  static MessageDraft ofTemplate(Fields fields) {
    var validation = new Validation(fields);
    var mobile = mobile(validation);
    var template = fields.optional("template_id");
    validation.require("template_id");
    validation.end();
    return new MessageDraft(
        mobile.orElseThrow(), new Content.TemplateText(Catalog.template(template.orElseThrow())));
  }

  private static Optional<Msisdn> mobile(Validation validation) {
    validation.require("mobile");
    validation.number("from_number");
    return validation.number("mobile");
  }

  private static Optional<Content.Location> location(Validation validation) {
    var latitude = validation.degrees("latitude", 90);
    var longitude = validation.degrees("longitude", 180);
    if (latitude.or(() -> longitude).isPresent()) {
      validation.require("latitude");
      validation.require("longitude");
    }
    return latitude.flatMap(north -> longitude.map(east -> new Content.Location(north, east)));
  }

  @Override
  public String toString() {
    return "MessageDraft";
  }
}
