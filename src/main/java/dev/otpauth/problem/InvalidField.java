package dev.otpauth.problem;

/**
 * Thrown for an invalid field or header; {@link ProblemAdvice} turns it into a problem response.
 */
public class InvalidField extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient FieldFault fault;

  /**
   * A fault of type {@link ProblemType#INVALID_REQUEST}.
   *
   * @param field its name in the request
   * @param messageKey key of the message that says what it should be
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
