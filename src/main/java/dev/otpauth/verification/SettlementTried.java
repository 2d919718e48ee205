package dev.otpauth.verification;

/**
 * Somebody looked for what became of a call whose answer was lost.
 *
 * @param operation {@code send}, {@code resend} or {@code verify}
 * @param outcome how the operation ended ({@code sent}, {@code lost}, {@code matched}, {@code
 *     mismatched}, {@code expired}, {@code exhausted}, {@code given_back}), or {@code open} where
 *     it is not known yet
 */
public record SettlementTried(String operation, String outcome) {}
