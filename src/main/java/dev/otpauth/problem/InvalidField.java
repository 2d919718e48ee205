package dev.otpauth.problem;

/** A field or header that cannot be read, found before any controller; answered as 400. */
public class InvalidField extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String messageKey;

  /**
   * Names what is wrong.
   *
   * @param field its name on the wire
   * @param messageKey what it should be, by its key in the messages
   */
  public InvalidField(String field, String messageKey) {
    super(field + " is not valid");
    this.field = field;
    this.messageKey = messageKey;
  }

  String field() {
    return field;
  }

  String messageKey() {
    return messageKey;
  }
}
