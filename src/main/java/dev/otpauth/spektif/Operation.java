package dev.otpauth.spektif;

import dev.otpauth.spektif.account.CallKind.Role;
import java.util.Locale;

/** What Spektif can be asked, each with the remark that says it was done. */
enum Operation {
  SEND("otp_sent"),
  RESEND("otp_resent"),
  VERIFY("otp_verified"),
  STATUS("otp_status"),
  HISTORY("otp_history");

  private final String successRemark;

  Operation(String successRemark) {
    this.successRemark = successRemark;
  }

  String successRemark() {
    return successRemark;
  }

  /** Whether asking twice does no more than asking once. */
  boolean isQuery() {
    return role() == Role.QUERY;
  }

  /** What it tells of our account where it is accepted. */
  Role role() {
    return switch (this) {
      case SEND -> Role.SEND;
      case RESEND, VERIFY -> Role.FOLLOW_UP;
      case STATUS, HISTORY -> Role.QUERY;
    };
  }

  /** Whether it is about one code that was sent before. */
  boolean isByReference() {
    return switch (this) {
      case RESEND, VERIFY, STATUS -> true;
      case SEND, HISTORY -> false;
    };
  }

  /** Whether it makes WhatsApp send a message. */
  boolean isMessage() {
    return switch (this) {
      case SEND, RESEND -> true;
      case VERIFY, STATUS, HISTORY -> false;
    };
  }

  /** The name in metrics and logs. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
