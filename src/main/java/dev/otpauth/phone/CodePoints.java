package dev.otpauth.phone;

/**
 * What the characters of a text come to that was typed on any keyboard or copied out of a message.
 */
public final class CodePoints {

  private static final int WIDE_FIRST = 0xff01;
  private static final int WIDE_LAST = 0xff5e;
  private static final int WIDE_OFFSET = WIDE_FIRST - '!';

  /** What is no dash by its category, but is drawn and typed as one. */
  private static final String MORE_DASHES = "\u2043\u2212\u30fc";

  private CodePoints() {}

  /** The ASCII digit of a decimal digit of any script, the ASCII form of a wide character. */
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

  /** Whether the character, in ASCII where it can be, keeps others apart: a space, dash or mark. */
  public static boolean isSpacing(int codePoint) {
    return isSpace(codePoint) || isDash(codePoint) || isInvisible(codePoint);
  }

  /** White space of any width, line breaks included. */
  public static boolean isSpace(int codePoint) {
    return (codePoint >= '\t' && codePoint <= '\r') || Character.isSpaceChar(codePoint);
  }

  private static boolean isDash(int codePoint) {
    return Character.getType(codePoint) == Character.DASH_PUNCTUATION
        || MORE_DASHES.indexOf(codePoint) >= 0;
  }

  /** Marks of direction, joiners, soft hyphens, variation selectors: nobody sees them. */
  private static boolean isInvisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
        || codePoint == 0x034f;
  }
}
