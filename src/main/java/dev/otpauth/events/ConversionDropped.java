package dev.otpauth.events;

import java.time.Instant;

/**
 * Fewer of a caller's codes are confirmed than in its own last week. Told once for a caller and
 * begin, however often it is published; a listener that cannot write it down throws.
 *
 * @param sent verifications of the last hour whose first code was sent
 * @param verified those of them that became verified
 * @param usualPercent the share of the week before
 * @param since by when it had begun
 */
public record ConversionDropped(
    String callerId, int sent, int verified, long usualPercent, Instant since, Instant at) {}
