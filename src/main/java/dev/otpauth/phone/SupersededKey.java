package dev.otpauth.phone;

import java.util.UUID;

/**
 * A lease on an encryption key that is no longer active, for re-encryption.
 *
 * @param id of the key
 * @param leaseId identifies the holder
 */
public record SupersededKey(String id, UUID leaseId) {}
