package dev.otpauth.phone;

/**
 * Normalises and classifies characters of text that was typed on any keyboard or copied from a
 * message.
 */
public final class CodePoints {

  private static final int WIDE_FIRST = 0xff01;
  private static final int WIDE_LAST = 0xff5e;
  private static final int WIDE_OFFSET = WIDE_FIRST - '!';

  /** Characters that look like dashes but are not in Unicode's dash category. */
  private static final String MORE_DASHES = "\u2043\u2212\u30fc";

  private CodePoints() {}

  /**
   * The ASCII form of a decimal digit of any script or of a full-width character; others unchanged.
   */
  public static int toAscii(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint;
    }
    if (codePoint >= WIDE_FIRST && codePoint <= WIDE_LAST) {
      return codePoint - WIDE_OFFSET;
    }
    return Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER
        ? '0' + Character.digit(codePoint, 10)
        : codePoint;
  }

  /** Whether a character, after {@link #toAscii}, is a space, a dash or an invisible mark. */
  public static boolean isSpacing(int codePoint) {
    return isSpace(codePoint) || isDash(codePoint) || isInvisible(codePoint);
  }

  /** Whether a character is white space, line breaks included. */
  public static boolean isSpace(int codePoint) {
    return (codePoint >= '\t' && codePoint <= '\r') || Character.isSpaceChar(codePoint);
  }

  private static boolean isDash(int codePoint) {
    return Character.getType(codePoint) == Character.DASH_PUNCTUATION
        || MORE_DASHES.indexOf(codePoint) >= 0;
  }

  /** Whether a character is a direction mark, joiner, soft hyphen or variation selector. */
  private static boolean isInvisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
        || codePoint == 0x034f;
  }
}
