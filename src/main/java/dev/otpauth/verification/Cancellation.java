package dev.otpauth.verification;

import dev.otpauth.caller.Caller;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.CompletedCall.Audit;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Calls verifications off. That is ours alone: the provider has no such call, and what it says
 * later of the code verifies nobody.
 */
@Service
public class Cancellation {

  private final OperationStore store;
  private final VerificationViews views;
  private final CallEvents answered;

  Cancellation(OperationStore store, VerificationViews views, CallEvents answered) {
    this.store = store;
    this.views = views;
    this.answered = answered;
  }

  /**
   * Calls a caller's verification off: its code verifies nobody from now on. Doing so again, or to
   * one that has ended otherwise, changes nothing.
   */
  public CancelOutcome cancel(UUID id, Caller caller) {
    var context = answered.<CancelOutcome>context(caller.id(), Call.CANCEL);
    var cancelled = store.write(new Write(id, context));
    answered.tell(context, answered.about(cancelled.about()), cancelled.ended());
    return cancelled.ended().outcome();
  }

  /** How it ended, and of which verification; null where there is none. */
  private record Cancelled(CompletedCall<CancelOutcome> ended, @Nullable Verification about) {}

  /** One verification is called off, with its audit entry; it has no operation of its own. */
  private final class Write implements OperationStore.Write<Cancelled> {

    private final UUID id;
    private final CallContext<CancelOutcome> context;

    Write(UUID id, CallContext<CancelOutcome> context) {
      this.id = id;
      this.context = context;
    }

    @Override
    public void addTo(OperationNeeds needs) {
      needs.verifications.add(id);
    }

    @Override
    public Supplier<Cancelled> decide(OperationRows rows, Instant now) {
      var found = rows.find(id, context.callerId());
      var cancelled = found == null ? refused(new Refusal.NotFound(), null) : of(found, rows, now);
      return () -> cancelled;
    }

    private Cancelled of(Verification found, OperationRows rows, Instant now) {
      if (found.status() == OtpStatus.VERIFIED) {
        return refused(new Refusal.AlreadyVerified(id), found);
      }
      var copy = found.copy();
      var isNew = copy.cancel(now);
      var after = isNew ? rows.put(copy) : found;
      var over = new CancelOutcome.Over(views.of(after, rows.next(after, now), now));
      if (isNew) {
        rows.entries().add(context.entry(over, after.phoneDigest(), now));
      }
      return new Cancelled(
          new CompletedCall<>(over, null, isNew ? Audit.ENTERED : Audit.TO_ENTER), after);
    }

    private static Cancelled refused(Refusal refusal, @Nullable Verification about) {
      return new Cancelled(new CompletedCall<>(refusal, null, Audit.TO_COUNT), about);
    }
  }
}
