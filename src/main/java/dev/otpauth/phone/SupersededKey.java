package dev.otpauth.phone;

import java.util.UUID;

/**
 * A key that others have replaced, held by whoever encrypts anew what it encrypted.
 *
 * @param id the key's
 * @param leaseId the holder's
 */
public record SupersededKey(String id, UUID leaseId) {}
