package dev.otpauth.spektif;

/**
 * A verdict in the words of one operation.
 *
 * @param meaning the verdict's, or a more exact one that the answer's data led to
 */
record Reading<R>(R result, Meaning meaning) {}
