package dev.otpauth.throttle;

/**
 * A simulated subscriber.
 *
 * @param send to their number, from the address that they share with others
 */
record Subscriber(Group group, Send send) {

  /** The first so many share the first address, and so on. */
  static Subscriber of(int which, int sharing) {
    return new Subscriber(
        Group.of(which), SampleSends.to(which, SampleSends.address(which / sharing)));
  }

  /** While no stranger guesses at the number. */
  Subscriber notGuessedAt() {
    return group == Group.GUESSED_AT ? new Subscriber(Group.CAREFUL, send) : this;
  }

  /** How people differ. */
  enum Group {
    CAREFUL(0.03),
    /** Type most codes wrong. */
    MISTYPING(0.6),
    /** Careful, but a stranger guesses at their numbers. */
    GUESSED_AT(0.03);

    /** Of the codes that they type, how many are wrong. */
    final double wrong;

    Group(double wrong) {
      this.wrong = wrong;
    }

    /** Of each 500, 10 mistype and one is guessed at, whatever address they share. */
    private static Group of(int which) {
      return which % 50 == 0 ? MISTYPING : which % 500 == 1 ? GUESSED_AT : CAREFUL;
    }
  }

  /** Why a login comes to nothing. */
  enum Reason {
    ADDRESS,
    PACE,
    REST;

    static Reason of(Decision.Later later) {
      return switch (later) {
        case Decision.Resting _ -> REST;
        case Decision.Delayed(_, var by) -> by.isOfTheNumber() ? PACE : ADDRESS;
      };
    }
  }
}
