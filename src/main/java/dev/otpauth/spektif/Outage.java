package dev.otpauth.spektif;

/**
 * Why a call of the provider failed, though nothing says that it was refused.
 *
 * @param problem what is wrong and what to do, for an operator
 */
record Outage(OutageCause cause, String problem) {}
