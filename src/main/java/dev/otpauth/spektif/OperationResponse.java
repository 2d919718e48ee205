package dev.otpauth.spektif;

/**
 * A verdict in the words of one operation.
 *
 * @param category the verdict's, or a more exact one that the answer's data led to
 */
record OperationResponse<R>(R result, ResponseCategory category) {}
