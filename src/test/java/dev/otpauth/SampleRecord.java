package dev.otpauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.Mockito.mock;

import dev.otpauth.phone.PhoneNumber;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Creates an instance of a record from recognisable values, and finds which private values its
 * {@code toString()} prints. Nested records get their own instance.
 */
final class SampleRecord {

  /** Components that hold what anyone may read, by their names, or by their records' as well. */
  static final Set<String> PUBLIC =
      Set.of(
          """
          activeKey authorities baseUrl boundary call caller callerId category
          contentType createdAt expiresAt failureReason firstPageUrl
          getContentType issuer keyId lastMessageAt lastPageUrl messageKey
          messageType mimeType nextPageUrl operation outcome ownerId path
          prevPageUrl purpose reference referenceId remark sentAt sql sqlState
          status taken templateId traceId type variant verifiedAt
          Aborted.failure Block.first Caller.id Choice.kind Choice.text
          Client.id Column.name CountedSend.newPrefix Diagnosis.problem ErasedBody.keptBecause
          Failed.why FieldFault.field FieldFault.arguments FieldProblem.field
          FilePart.name Key.phone Key.sender Link.label Link.url
          NoAnswer.failure ObservationProperties.environment Outage.problem
          Digests.parameters ProbeAnswer.accepted RateKey.hex Reference.value
          Row.behaviour Row.ending Row.id Send.newPrefix Send.sender
          Subject.masked Subject.prefix SupersededKey.id Sweep.of
          Template.metaId Template.name Template.text TemplateRow.body TemplateRow.name
          TemplateRow.whatsappTemplateId TokenKey.id ClassifiedResponse.detail
          VerificationBody.mobile VerificationProperties.allowedCountries
          VerificationProperties.deniedPrefixes Writes.statements
          """
              .split("\\s+"));

  /** Values of records within records are other ones. */
  private static final int WITHIN = 50;

  private static final String NUMBER = "+6281234567899";
  private static final String KEY = base64("Zyl-key-of-thirty-two-bytes-Wqx.");
  private static final String DIGEST_KEY = base64("Zyl-digest-key-of-32-bytes-Wqxx.");
  private static final KeyPair PAIR = pair();

  /** What has to be more than any text. */
  private static final Map<String, Object> SHAPED =
      Map.ofEntries(
          Map.entry("Msisdn.digits", NUMBER.substring(1)),
          Map.entry("OtpCode.value", "Q7ZW9K"),
          Map.entry("KeyedDigest.hex", "c4".repeat(32)),
          Map.entry("PhoneNumber.e164", NUMBER),
          Map.entry("PrivacyProperties.digestKey", DIGEST_KEY),
          Map.entry("PrivacyProperties.encryptionKeys", Map.of("k1", KEY)),
          Map.entry("PrivacyProperties.activeKey", "k1"),
          Map.entry("ProbeAnswer.accepted", false),
          Map.entry("SpektifProperties.baseUrl", "https://spektif.example"),
          Map.entry("SpektifProperties.fromNumber", NUMBER),
          Map.entry("SpektifProperties.proxy", "http://user:Zyl-password@proxy:3128"),
          Map.entry("TokenKey.publicKey", PAIR.getPublic()),
          Map.entry("TokenKey.privateKey", PAIR.getPrivate()),
          Map.entry("TokenProperties.keys", Map.of()),
          Map.entry("TokenProperties.activeKey", ""));

  private final Class<? extends Record> type;
  private final Record made;

  private SampleRecord(Class<? extends Record> type, int first) {
    this.type = type;
    this.made = make(first);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  static SampleRecord of(Class<? extends Record> type) {
    return new SampleRecord(type, 0);
  }

  /** Its private components that can be read where it is printed. */
  List<String> printed() {
    var components = type.getRecordComponents();
    var text = made.toString();
    return IntStream.range(0, components.length)
        .filter(i -> !isPublic(components[i]))
        .filter(i -> tellings(components[i], i).anyMatch(text::contains))
        .mapToObj(i -> name(components[i]))
        .toList();
  }

  private static boolean isPublic(RecordComponent component) {
    return PUBLIC.contains(component.getName()) || PUBLIC.contains(name(component));
  }

  /** By each of these it is recognised. */
  private static Stream<String> tellings(RecordComponent component, int i) {
    var shaped = SHAPED.get(name(component));
    return shaped == null
        ? Stream.of(text(i), number(i).substring(3), address(i), decimal(i))
        : Stream.of(shaped.toString().replace("+62", ""));
  }

  static String name(RecordComponent component) {
    return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
  }

  private static String text(int i) {
    return "Zyl%02dWqx".formatted(i);
  }

  private static String number(int i) {
    return "+62812345678%02d".formatted(i);
  }

  private static String address(int i) {
    return "203.0.113.1%02d".formatted(i);
  }

  private static String decimal(int i) {
    return "8.12345678%02d".formatted(i);
  }

  private Record make(int first) {
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values =
        IntStream.range(0, components.length).mapToObj(i -> value(components[i], first + i));
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("%s takes not any value: see SHAPED".formatted(type), e);
    }
  }

  private static Object value(RecordComponent component, int i) {
    var shaped = SHAPED.get(name(component));
    return shaped == null ? value(component.getGenericType(), i) : shaped;
  }

  private static Object value(Type type, int i) {
    return switch (type) {
      case ParameterizedType it -> container(it, i);
      // Whatever it holds prints itself.
      case TypeVariable<?> _ -> "";
      case WildcardType it -> value(it.getUpperBounds()[0], i);
      case Class<?> it -> plain(it, i);
      default -> throw new IllegalArgumentException("What is a %s?".formatted(type));
    };
  }

  private static Object container(ParameterizedType type, int i) {
    var raw = (Class<?>) type.getRawType();
    var arguments = type.getActualTypeArguments();
    if (Map.class.isAssignableFrom(raw)) {
      return new LinkedHashMap<>(Map.of(value(arguments[0], i), value(arguments[1], i)));
    }
    if (raw == List.class || raw == Collection.class) {
      return List.of(value(arguments[0], i));
    }
    if (Set.class.isAssignableFrom(raw)) {
      return new LinkedHashSet<>(List.of(value(arguments[0], i)));
    }
    return raw == Optional.class ? Optional.of(value(arguments[0], i)) : plain(raw, i);
  }

  private static Object plain(Class<?> type, int i) {
    if (type == PhoneNumber.class) {
      return PhoneNumber.parse(number(i)).orElseThrow();
    }
    if (type.isRecord()) {
      return new SampleRecord(type.asSubclass(Record.class), WITHIN).made;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    var known = known(i).get(type);
    if (known != null) {
      return known;
    }
    return type.isSealed() ? plain(type.getPermittedSubclasses()[0], i) : mock(type);
  }

  private static Map<Class<?>, Object> known(int i) {
    return Map.ofEntries(
        Map.entry(String.class, text(i)),
        Map.entry(CharSequence.class, text(i)),
        Map.entry(Object.class, text(i)),
        Map.entry(JsonNode.class, StringNode.valueOf(text(i))),
        Map.entry(URI.class, URI.create("https://host.example/%s".formatted(text(i)))),
        Map.entry(
            HttpHeaders.class,
            HttpHeaders.copyOf(CollectionUtils.toMultiValueMap(Map.of("X", List.of(text(i)))))),
        Map.entry(BigDecimal.class, new BigDecimal(decimal(i))),
        Map.entry(InetAddress.class, InetAddress.ofLiteral(address(i))),
        Map.entry(byte[].class, text(i).getBytes(UTF_8)),
        Map.entry(boolean.class, true),
        Map.entry(Boolean.class, true),
        Map.entry(int.class, 1),
        Map.entry(Integer.class, 1),
        Map.entry(long.class, 1L),
        Map.entry(Long.class, 1L),
        Map.entry(double.class, 0.5),
        Map.entry(OptionalInt.class, OptionalInt.of(1)),
        Map.entry(OptionalLong.class, OptionalLong.of(1)),
        Map.entry(UUID.class, new UUID(1, 1)),
        Map.entry(Instant.class, Instant.EPOCH),
        Map.entry(LocalDate.class, LocalDate.EPOCH),
        Map.entry(Duration.class, Duration.ofSeconds(1)));
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
