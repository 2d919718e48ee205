package dev.otpauth.spektif;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.POST;

import dev.otpauth.spektif.account.CallKind.Role;
import java.util.Locale;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;

/** What Spektif can be asked, each with its route and the remark that says it was done. */
enum Operation {
  SEND(POST, "/otp/send", "otp_sent"),
  RESEND(POST, "/otp/resend", "otp_resent"),
  VERIFY(POST, "/otp/verify", "otp_verified"),
  STATUS(GET, "/otp/status", "otp_status"),
  HISTORY(GET, "/otp/history", "otp_history"),
  CONTACT_LIST(GET, "/contact/list", "contact_list"),
  CONTACT_STORE(POST, "/contact/store", "contact_save"),
  CONTACT_UPDATE(POST, "/contact/update/{id}", "contact_save"),
  CONTACT_DELETE(DELETE, "/contact/delete/{id}", "contact_deleted"),
  CONVERSATION_LIST(GET, "/inbox/conversation-list", "inbox"),
  CONVERSATION_DETAILS(GET, "/inbox/conversation-details/{id}", "conversation_details"),
  CHANGE_CONVERSATION_STATUS(POST, "/inbox/change-conversation-status/{id}", "status_updated"),
  SEND_MESSAGE(POST, "/inbox/send-message", "success"),
  SEND_TEMPLATE_MESSAGE(POST, "/inbox/send-template-message", "template_sent"),
  TEMPLATE_LIST(GET, "/inbox/template-list", "inbox");

  /** What may fail while the others are answered. */
  enum Family {
    OTP_COMMAND,
    OTP_QUERY,
    CRM_COMMAND,
    CRM_QUERY
  }

  private static final int KIBIBYTE = 1024;

  private final RequestMethod method;
  private final String path;
  private final String successRemark;

  Operation(RequestMethod method, String path, String successRemark) {
    this.method = method;
    this.path = path;
    this.successRemark = successRemark;
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
    return switch (this) {
      case SEND -> Role.SEND;
      case RESEND, VERIFY -> Role.FOLLOW_UP;
      case STATUS, HISTORY -> Role.QUERY;
      case CONTACT_LIST,
          CONTACT_STORE,
          CONTACT_UPDATE,
          CONTACT_DELETE,
          CONVERSATION_LIST,
          CONVERSATION_DETAILS,
          CHANGE_CONVERSATION_STATUS,
          SEND_MESSAGE,
          SEND_TEMPLATE_MESSAGE,
          TEMPLATE_LIST ->
          Role.CRM;
    };
  }

  /** Whether it is about one code that was sent before. */
  boolean isByReference() {
    return switch (this) {
      case RESEND, VERIFY, STATUS -> true;
      case SEND,
          HISTORY,
          CONTACT_LIST,
          CONTACT_STORE,
          CONTACT_UPDATE,
          CONTACT_DELETE,
          CONVERSATION_LIST,
          CONVERSATION_DETAILS,
          CHANGE_CONVERSATION_STATUS,
          SEND_MESSAGE,
          SEND_TEMPLATE_MESSAGE,
          TEMPLATE_LIST ->
          false;
    };
  }

  /** Whether it names something that the provider may not have: then {@code not_found} is of it. */
  boolean mayMissARow() {
    return switch (this) {
      case RESEND,
          VERIFY,
          STATUS,
          CONTACT_UPDATE,
          CONTACT_DELETE,
          CONVERSATION_DETAILS,
          CHANGE_CONVERSATION_STATUS,
          SEND_MESSAGE,
          SEND_TEMPLATE_MESSAGE ->
          true;
      case SEND, HISTORY, CONTACT_LIST, CONTACT_STORE, CONVERSATION_LIST, TEMPLATE_LIST -> false;
    };
  }

  /** Whether it makes WhatsApp send a message. */
  boolean isMessage() {
    return switch (this) {
      case SEND, RESEND, SEND_MESSAGE, SEND_TEMPLATE_MESSAGE -> true;
      case VERIFY,
          STATUS,
          HISTORY,
          CONTACT_LIST,
          CONTACT_STORE,
          CONTACT_UPDATE,
          CONTACT_DELETE,
          CONVERSATION_LIST,
          CONVERSATION_DETAILS,
          CHANGE_CONVERSATION_STATUS,
          TEMPLATE_LIST ->
          false;
    };
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
