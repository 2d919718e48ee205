package dev.otpauth.crm;

import dev.otpauth.phone.WrittenNumber;
import dev.otpauth.provider.CrmCall;
import org.jspecify.annotations.Nullable;

/** The fields that the bodies of creating and changing a contact share. */
sealed interface ContactBody extends UploadBody permits NewContactBody, ContactChangesBody {

  @Nullable String firstname();

  @Nullable String lastname();

  @Nullable WrittenNumber mobile();

  @Nullable String city();

  @Nullable String state();

  @Nullable String postCode();

  @Nullable String address();

  @Nullable Upload profileImage();

  /** Returns the contact of a valid body. */
  default CrmCall.Contact contact() {
    return new CrmCall.Contact(
        firstname(),
        lastname(),
        WrittenNumber.numberOf(mobile()),
        city(),
        state(),
        postCode(),
        address(),
        Upload.mediaOf(profileImage()));
  }

  @Override
  default @Nullable Upload upload() {
    return profileImage();
  }
}
