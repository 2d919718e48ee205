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

/** What Spektif can be asked, each with its route and the remark that says it was done. */
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

  /** What may fail while the others are answered. */
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

  /** Below the base URL; a template where it names a row. */
  String path() {
    return path;
  }

  /** Whether it says that it was done. Of contacts, {@code contact-list} was seen as well. */
  boolean isSuccess(String remark) {
    return successRemark.equals(isCrm() ? remark.replace('-', '_') : remark);
  }

  /** Whether asking twice does no more than asking once. */
  boolean isQuery() {
    return method == GET;
  }

  /** Whether it is of contacts or inbox. */
  boolean isCrm() {
    return role() == Role.CRM;
  }

  Family family() {
    if (isCrm()) {
      return isQuery() ? Family.CRM_QUERY : Family.CRM_COMMAND;
    }
    return isQuery() ? Family.OTP_QUERY : Family.OTP_COMMAND;
  }

  /** What it tells of our account where it is accepted. */
  Role role() {
    return role;
  }

  /** Whether it is about one code that was sent before. */
  boolean isByReference() {
    return BY_REFERENCE.contains(this);
  }

  /** Whether it names something that the provider may not have: then {@code not_found} is of it. */
  boolean mayMissARow() {
    return isByReference() || isMessageOfInbox() || path.contains("{id}");
  }

  /** Whether it makes WhatsApp send a message. */
  boolean isMessage() {
    return CODES.contains(this) || isMessageOfInbox();
  }

  /** Whether it is a message, and none of ours with a code. */
  boolean isMessageOfInbox() {
    return this == SEND_MESSAGE || this == SEND_TEMPLATE_MESSAGE;
  }

  /**
   * The most that is read of an answer's body, and that comes out of a compressed one; in bytes. A
   * page of a hundred contacts, or a conversation with its notes, is larger than an answer of OTP.
   */
  int answerLimit() {
    return family() == Family.CRM_QUERY ? 2 * KIBIBYTE * KIBIBYTE : 64 * KIBIBYTE;
  }

  /** The name in metrics and logs. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
