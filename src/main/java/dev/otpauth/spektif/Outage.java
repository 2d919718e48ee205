package dev.otpauth.spektif;

/**
 * Why provider calls fail without being refused.
 *
 * @param problem what is wrong and what to do, for an operator
 */
record Outage(OutageCause cause, String problem) {}
