package dev.otpauth.spektif;

/**
 * The result of one operation, translated for the port.
 *
 * @param category the final category, which may be more exact than that of the response
 */
record OperationResponse<R>(R result, ResponseCategory category) {}
