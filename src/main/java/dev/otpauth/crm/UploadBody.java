package dev.otpauth.crm;

import org.jspecify.annotations.Nullable;

/** A body that comes as JSON, or as a form that may bring one file. */
sealed interface UploadBody permits ContactBody, MessageBody {

  /** The file; null where it brings none. */
  @Nullable Upload upload();
}
