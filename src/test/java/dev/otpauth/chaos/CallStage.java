package dev.otpauth.chaos;

/** Where a call is when something happens to the replica that makes it. */
enum CallStage {
  NEVER_PROCESSED("at the provider, which never acts"),
  PROCESSED_AFTERWARDS("at the provider, which acts afterwards"),
  UNANSWERED("after the provider acted, before its answer"),
  UNCOMMITTED("after the provider's answer, before the commit");

  private final String words;

  CallStage(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
