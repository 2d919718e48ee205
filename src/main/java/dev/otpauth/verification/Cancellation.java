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
 * Cancels verifications. The provider has no such call: cancellation is stored here, and a code
 * that the provider accepts later is ignored.
 */
@Service
public class Cancellation {

  private final OperationStore store;
  private final VerificationViews views;
  private final CallEvents callEvents;

  Cancellation(OperationStore store, VerificationViews views, CallEvents callEvents) {
    this.store = store;
    this.views = views;
    this.callEvents = callEvents;
  }

  /**
   * Cancels a caller's verification, so that its code is no longer accepted. Idempotent; one that
   * has failed or expired is returned unchanged.
   */
  public CancelOutcome cancel(UUID id, Caller caller) {
    var context = callEvents.<CancelOutcome>context(caller.id(), Call.CANCEL);
    var cancelled = store.write(new Write(id, context));
    callEvents.complete(context, callEvents.about(cancelled.about()), cancelled.ended());
    return cancelled.ended().outcome();
  }

  /** The result of the write; the verification is null if it was not found. */
  private record Cancelled(CompletedCall<CancelOutcome> ended, @Nullable Verification about) {}

  /** Stores the cancellation and its audit entry; the provider is not called. */
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
          new CompletedCall<>(over, null, isNew ? Audit.SAVED : Audit.TO_SAVE), after);
    }

    private static Cancelled refused(Refusal refusal, @Nullable Verification about) {
      return new Cancelled(new CompletedCall<>(refusal, null, Audit.TO_COUNT), about);
    }
  }
}
