package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.SendResult;
import dev.otpauth.throttle.ClientNetwork;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle.CountedSend;
import dev.otpauth.verification.CallCompleted.About;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.RequestOutcome.Started;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The request call: creates a verification and sends its first code. */
@Component
final class RequestOperation extends SendOperation<RequestOperation.Prepared> {

  /** The bytes of an IPv6 address that identify {@link ClientNetwork#own()}. */
  private static final int NETWORK_BYTES = 8;

  /** The bytes of an IPv6 address that identify {@link ClientNetwork#site()}. */
  private static final int SITE_BYTES = 6;

  private final PhoneVault vault;
  private final Destinations destinations;
  private final VerificationViews views;
  private final int maxAttempts;

  RequestOperation(
      PhoneVault vault,
      Destinations destinations,
      VerificationProperties properties,
      EndRules rules,
      VerificationViews views) {
    super(rules, views);
    this.vault = vault;
    this.destinations = destinations;
    this.views = views;
    this.maxAttempts = properties.maxAttempts();
  }

  /** Computes id, digest and ciphertext, once for all attempts to begin. */
  Prepared prepare(RequestOtp request) {
    var mobile = request.mobile();
    var sender = destinations.sender(request.sender());
    var phone = vault.digest(mobile);
    var address = network(request.clientIp());
    // Requests of a test number without an address share one network, so that they are limited too.
    var network =
        address == null && destinations.isTest(mobile) ? new ClientNetwork(phone, null) : address;
    var id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
    var verification =
        new NewVerification(
            request.callerId(),
            request.purpose(),
            phone,
            vault.seal(mobile, id),
            network,
            sender,
            maxAttempts);
    return new Prepared(
        id,
        mobile,
        verification,
        destinations.refusal(mobile, sender).orElse(null),
        destinations.send(mobile, verification).orElse(null));
  }

  private @Nullable ClientNetwork network(@Nullable InetAddress address) {
    if (address == null) {
      return null;
    }
    return address instanceof Inet6Address
        ? new ClientNetwork(digest(address, NETWORK_BYTES), digest(address, SITE_BYTES))
        : new ClientNetwork(digest(address, address.getAddress().length), null);
  }

  private KeyedDigest digest(InetAddress address, int bytes) {
    var network = Arrays.copyOf(address.getAddress(), bytes);
    return vault.digest("network\n" + HexFormat.of().formatHex(network));
  }

  @Override
  public Call call() {
    return Call.REQUEST;
  }

  @Override
  public void addNeeds(
      OperationNeeds needs, Prepared request, CallContext<RequestOutcome> context) {
    var verification = request.verification();
    needs.phones.add(verification.phoneDigest());
    var send = request.send();
    var newPrefix = send == null ? null : send.newPrefix();
    needs.sends.add(
        new CountedSend(verification.callerId(), verification.network(), newPrefix, null));
  }

  @Override
  public BeginDecision begin(
      Prepared request, CallContext<RequestOutcome> context, OperationRows rows, Instant now) {
    if (request.refusal() != null) {
      return new BeginDecision.Refused(request.refusal(), null);
    }
    var send = withKnownNetwork(request.send(), rows);
    return switch (countAgainstLimits(send, request.verification().network(), rows, now)) {
      case Decision.Allowed(var next, _) -> {
        var opened = new Verification(request.id(), request.verification(), UUID.randomUUID(), now);
        yield new BeginDecision.Allowed(rows.put(opened), send, next);
      }
      case Decision other -> OtpOperation.refused(other, origin(send), null, rows, now);
    };
  }

  @Override
  public SendResult callProvider(ProviderGateway provider, Prepared request, Verification held) {
    return provider.send(held, request.mobile());
  }

  @Override
  public Optional<RequestOutcome> outcome(RecoveredState state) {
    return switch (state) {
      case RecoveredState.Cancelled(var it) -> Optional.of(views.withWait(Refusal.over(it), it));
      case RecoveredState.Open(var it, var isRunning) when isRunning ->
          Optional.of(new Refusal.InProgress(it.id()));
      case RecoveredState.Concluded(_, var conclusion)
          when conclusion == OperationResult.NOT_SENT ->
          Optional.empty();
      case RecoveredState.Open(var it, _) -> Optional.of(new Started(views.of(it)));
      case RecoveredState.Concluded(var it, _) -> Optional.of(new Started(views.of(it)));
      case RecoveredState.Overwritten(var it) -> Optional.of(new Started(views.of(it)));
    };
  }

  /** The requested number and purpose, whatever the outcome. */
  @Override
  public About about(
      CallEvents callEvents,
      Prepared request,
      CallContext<RequestOutcome> context,
      @Nullable Verification known) {
    return callEvents.about(request.mobile(), context.callerId(), request.verification().purpose());
  }

  /**
   * A request with its precomputed values.
   *
   * @param id of the new verification
   * @param refusal the reason not to send, independent of the limits; null if there is none
   * @param send input of the limits; null for a test number
   */
  record Prepared(
      UUID id,
      PhoneNumber mobile,
      NewVerification verification,
      @Nullable Refusal refusal,
      @Nullable Send send) {}
}
