package dev.otpauth.crm;

import org.jspecify.annotations.Nullable;

/** A body sent as JSON, or as a form with at most one file. */
sealed interface UploadBody permits ContactBody, MessageBody {

  /** The file; null if there is none. */
  @Nullable Upload upload();
}
