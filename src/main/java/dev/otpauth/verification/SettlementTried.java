package dev.otpauth.verification;

/**
 * Application event: settlement of an operation with an unknown result was tried.
 *
 * @param operation {@code send}, {@code resend} or {@code verify}
 * @param outcome the result ({@code sent}, {@code lost}, {@code matched}, {@code mismatched},
 *     {@code expired}, {@code exhausted}, {@code given_back}), or {@code open} if it is still
 *     unknown
 */
public record SettlementTried(String operation, String outcome) {}
