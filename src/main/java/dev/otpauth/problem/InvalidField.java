package dev.otpauth.problem;

/** A field or header that cannot be read, found before any controller; answered as a problem. */
public class InvalidField extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient FieldFault fault;

  /**
   * Names what is wrong.
   *
   * @param field its name on the wire
   * @param messageKey what it should be, by its key in the messages
   */
  public InvalidField(String field, String messageKey) {
    this(FieldFault.invalid(field, messageKey));
  }

  public InvalidField(FieldFault fault) {
    super(fault.field() + " is not valid");
    this.fault = fault;
  }

  FieldFault fault() {
    return fault;
  }
}
