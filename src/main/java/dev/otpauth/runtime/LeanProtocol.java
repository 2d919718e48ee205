package dev.otpauth.runtime;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP as Tomcat speaks it, for answers that are small. Public, because Tomcat makes it by its
 * name.
 */
public class LeanProtocol extends Http11NioProtocol {

  /** What is larger goes out in chunks. */
  private static final int ANSWER = 2 * 1024;

  /** Bytes, and as many characters, that each request holds for its answer; 8 KiB elsewhere. */
  @Override
  public int getDesiredBufferSize() {
    return ANSWER;
  }
}
