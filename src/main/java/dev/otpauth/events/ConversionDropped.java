package dev.otpauth.events;

import java.time.Instant;

/**
 * Application event: a smaller share of a caller's codes is confirmed than in the week before. It
 * may be published repeatedly, and is delivered once per caller and {@code since}. A listener that
 * cannot store it throws.
 *
 * @param sent verifications of the last hour whose first code was sent
 * @param verified how many of them were verified
 * @param usualPercent the percentage verified in the week before
 * @param since when the drop was first seen
 */
public record ConversionDropped(
    String callerId, int sent, int verified, long usualPercent, Instant since, Instant at) {}
