package dev.otpauth.sandbox;

import java.util.List;
import java.util.Optional;

/** The fixed templates, buttons and lists that the simulated account has set up. */
final class TemplateCatalog {

  static final List<Template> TEMPLATES =
      List.of(
          new Template(1, "1100000000000001", "welcome", "MARKETING", true, "Welcome to our shop!"),
          new Template(
              2, "1100000000000002", "order_sent", "UTILITY", true, "Your order is on its way."),
          new Template(
              3, "1100000000000003", "jadwal", "UTILITY", true, "Kami tiba besok pukul 9 pagi."),
          new Template(
              4, "1100000000000004", "summer_sale", "MARKETING", false, "Half price, today only!"));

  private static final List<Choice> CTA_URLS =
      List.of(
          new Choice("cta_url", 1, "Track your order [Track]"),
          new Choice("cta_url", 2, "Our shop is open [Visit]"));

  private static final List<Choice> LISTS =
      List.of(
          new Choice("interactive_list", 1, "When shall we come? [Morning] [Noon] [Evening]"),
          new Choice("interactive_list", 2, "How was it? [Good] [Bad]"));

  private TemplateCatalog() {}

  static Choice ctaUrl(long id) {
    return find(CTA_URLS, id).orElseThrow(ProviderError.NO_SUCH_CTA_URL::rejection);
  }

  static Choice list(long id) {
    return find(LISTS, id).orElseThrow(ProviderError.NO_SUCH_LIST::rejection);
  }

  /** Returns the approved template with that id; anything else is an error. */
  static Template template(String metaId) {
    return TEMPLATES.stream()
        .filter(template -> template.isApproved() && template.metaId().equals(metaId))
        .findFirst()
        .orElseThrow(ProviderError.NO_SUCH_TEMPLATE::rejection);
  }

  private static Optional<Choice> find(List<Choice> choices, long id) {
    return choices.stream().filter(choice -> choice.id() == id).findFirst();
  }

  /**
   * A text with buttons.
   *
   * @param kind the provider's name of the kind
   * @param text the text that the phone shows
   */
  record Choice(String kind, long id, String text) {}

  /**
   * A WhatsApp template.
   *
   * @param metaId the id that a send names
   */
  record Template(
      long id, String metaId, String name, String category, boolean isApproved, String text) {}
}
