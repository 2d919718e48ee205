package dev.otpauth.spektif;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.POST;

import dev.otpauth.spektif.account.CallKind.Role;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;

/** The operations of Spektif's API, with route and success remark. */
enum Operation {
  SEND(POST, "/otp/send", "otp_sent", Role.SEND),
  RESEND(POST, "/otp/resend", "otp_resent", Role.FOLLOW_UP),
  VERIFY(POST, "/otp/verify", "otp_verified", Role.FOLLOW_UP),
  STATUS(GET, "/otp/status", "otp_status", Role.QUERY),
  HISTORY(GET, "/otp/history", "otp_history", Role.QUERY),
  CONTACT_LIST(GET, "/contact/list", "contact_list", Role.CRM),
  CONTACT_STORE(POST, "/contact/store", "contact_save", Role.CRM),
  CONTACT_UPDATE(POST, "/contact/update/{id}", "contact_save", Role.CRM),
  CONTACT_DELETE(DELETE, "/contact/delete/{id}", "contact_deleted", Role.CRM),
  CONVERSATION_LIST(GET, "/inbox/conversation-list", "inbox", Role.CRM),
  CONVERSATION_DETAILS(GET, "/inbox/conversation-details/{id}", "conversation_details", Role.CRM),
  CHANGE_CONVERSATION_STATUS(
      POST, "/inbox/change-conversation-status/{id}", "status_updated", Role.CRM),
  SEND_MESSAGE(POST, "/inbox/send-message", "success", Role.CRM),
  SEND_TEMPLATE_MESSAGE(POST, "/inbox/send-template-message", "template_sent", Role.CRM),
  TEMPLATE_LIST(GET, "/inbox/template-list", "inbox", Role.CRM);

  /** Groups of operations that can fail independently of each other. */
  enum Family {
    OTP_COMMAND,
    OTP_QUERY,
    CRM_COMMAND,
    CRM_QUERY
  }

  private static final Set<Operation> CODES = EnumSet.of(SEND, RESEND);
  private static final Set<Operation> BY_REFERENCE = EnumSet.of(RESEND, VERIFY, STATUS);
  private static final int KIBIBYTE = 1024;

  private final RequestMethod method;
  private final String path;
  private final String successRemark;
  private final Role role;

  Operation(RequestMethod method, String path, String successRemark, Role role) {
    this.method = method;
    this.path = path;
    this.successRemark = successRemark;
    this.role = role;
  }

  HttpMethod method() {
    return method.asHttpMethod();
  }

  /** The path below the base URL; a URI template if it names a row. */
  String path() {
    return path;
  }

  /**
   * Whether the remark means success. For contacts, {@code contact-list} occurs as well as {@code
   * contact_list}.
   */
  boolean isSuccess(String remark) {
    return successRemark.equals(isCrm() ? remark.replace('-', '_') : remark);
  }

  /** Whether the operation changes nothing. */
  boolean isQuery() {
    return method == GET;
  }

  /** Whether it belongs to contacts or inbox. */
  boolean isCrm() {
    return role() == Role.CRM;
  }

  Family family() {
    if (isCrm()) {
      return isQuery() ? Family.CRM_QUERY : Family.CRM_COMMAND;
    }
    return isQuery() ? Family.OTP_QUERY : Family.OTP_COMMAND;
  }

  /** What success of this operation implies about our account. */
  Role role() {
    return role;
  }

  /** Whether it refers to a code that was sent before. */
  boolean isByReference() {
    return BY_REFERENCE.contains(this);
  }

  /**
   * Whether it names a row that the provider may not have, so that {@code not_found} can refer to
   * that row.
   */
  boolean mayMissARow() {
    return isByReference() || isMessageOfInbox() || path.contains("{id}");
  }

  /** Whether it sends a WhatsApp message. */
  boolean isMessage() {
    return CODES.contains(this) || isMessageOfInbox();
  }

  /** Whether it sends a message other than a code. */
  boolean isMessageOfInbox() {
    return this == SEND_MESSAGE || this == SEND_TEMPLATE_MESSAGE;
  }

  /**
   * The maximum size of a response body in bytes, before and after decompression. Lists of contacts
   * and conversations are larger than OTP responses.
   */
  int answerLimit() {
    return family() == Family.CRM_QUERY ? 2 * KIBIBYTE * KIBIBYTE : 64 * KIBIBYTE;
  }

  /** The name in metrics and logs. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
