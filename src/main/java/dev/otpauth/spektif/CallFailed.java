package dev.otpauth.spektif;

import java.util.ArrayList;

/**
 * Stands in for an exception of the HTTP client. Those quote the URL, and so a number or a
 * reference, in their messages and in what is attached to them; this one has class names only, and
 * nothing can be attached to it.
 */
final class CallFailed extends RuntimeException {

  private static final int LONGEST_CHAIN = 6;

  private CallFailed(String names) {
    super(names, null, false, false);
  }

  static CallFailed from(Throwable failure) {
    return failure instanceof CallFailed known ? known : new CallFailed(names(failure));
  }

  /** The class names from the failure down to its cause. */
  String names() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  /** The class name of the deepest cause. */
  String root() {
    return names().substring(names().lastIndexOf(' ') + 1);
  }

  private static String names(Throwable failure) {
    var names = new ArrayList<String>();
    for (var it = failure; it != null && names.size() < LONGEST_CHAIN; it = it.getCause()) {
      var name = it.getClass().getSimpleName();
      names.add(name.isEmpty() ? "anonymous" : name);
    }
    return String.join(" < ", names);
  }
}
