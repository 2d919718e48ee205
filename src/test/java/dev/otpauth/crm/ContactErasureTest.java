package dev.otpauth.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ScriptedCrmProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.caller.Caller;
import dev.otpauth.crm.ErasedContacts.Kept;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Paging;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** An erasure deletes the provider's contacts of the number, and no others. */
@ServiceTest
class ContactErasureTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");
  private static final Caller PRIVACY = new Caller("privacy", Set.of("otp:erase"));
  private static final CrmResult GONE = new CrmResult.NotFound();

  @Autowired ContactErasure erasure;
  @Autowired ScriptedCrmProvider provider;
  @Autowired ServiceTest.World world;
  @Autowired JdbcClient database;
  @Autowired JsonMapper json;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void whatIsFoundIsDeletedAndEntered() {
    lists(contact(7, "62", "81234567890", 0));
    assertThat(erase()).isEqualTo(new ErasedContacts(1, List.of(), 0));
    assertThat(provider.calls())
        .containsExactly(
            new CrmCall.SearchContacts(new Paging(1, 100), "81234567890"),
            new CrmCall.DeleteContact(7));
    assertThat(entries()).containsExactly("contact_search done", "contact_delete done");
  }

  @Test
  void anyWayOfWritingTheNumberIsItAndOthersAreNot() {
    lists(
        contact(1, "62", "81234567890", 0),
        contact(2, "+62", "081234567890", 0),
        contact(3, "", "6281234567890", 0),
        contact(4, "62", "812345678901", 0),
        contact(5, "1", "81234567890", 0),
        contact(6, "62", "1234567890", 0),
        "{\"id\":8}",
        "{\"id\":\"x\",\"mobile_code\":\"62\",\"mobile\":\"81234567890\"}");
    assertThat(erase()).isEqualTo(new ErasedContacts(3, List.of(), 0));
    assertThat(provider.calls()).filteredOn(it -> it instanceof CrmCall.DeleteContact).hasSize(3);
  }

  @Test
  void noContactIsNothingToDelete() {
    assertThat(erase()).isEqualTo(new ErasedContacts(0, List.of(), 0));
  }

  @Test
  void whatTheProviderKeepsIsToldWithWhy() {
    lists(contact(1, "62", "81234567890", 0), contact(2, "62", "81234567890", 1));
    provider.answers(new CrmResult.Conflict(List.of("It has messages.")));
    provider.answers(new CrmResult.Conflict(List.of("It is blocked.")));
    assertThat(erase())
        .isEqualTo(new ErasedContacts(0, List.of(Kept.HAS_MESSAGES, Kept.BLOCKED), 0));
    assertThat(entries()).contains("contact_delete conflict");
  }

  @Test
  void aDeletionWhoseAnswerWasLostIsLookedFor() {
    lists(contact(1, "62", "81234567890", 0), contact(2, "62", "81234567890", 0));
    provider.answers(Unknown.LOST);
    provider.answers(Unknown.LOST);
    lists(contact(2, "62", "81234567890", 0));
    assertThat(erase()).isEqualTo(new ErasedContacts(1, List.of(), 1));
  }

  @Test
  void whatIsGoneAlreadyIsGone() {
    lists(contact(1, "62", "81234567890", 0));
    provider.answers(GONE);
    assertThat(erase()).isEqualTo(new ErasedContacts(1, List.of(), 0));
  }

  @Test
  void whereTheProviderCannotBeAskedThatIsTold() {
    provider.answers(new Unreachable(Duration.ofSeconds(7)));
    assertThat(erase()).isEqualTo(new ErasedContacts(0, List.of(), 1));
  }

  @Test
  void allPagesAreLookedThrough() {
    provider.answers(page(1, 2, contact(4, "62", "812345678901", 0)));
    provider.answers(page(2, 2, contact(1, "62", "81234567890", 0)));
    assertThat(erase().deleted()).isEqualTo(1);
  }

  private ErasedContacts erase() {
    return erasure.erase(MOBILE, PRIVACY);
  }

  private void lists(String... contacts) {
    provider.answers(page(1, 1, contacts));
  }

  private CrmResult page(int page, int last, String... contacts) {
    var entries = Stream.of(contacts).map(json::readTree).toList();
    return new CrmResult.Listed(entries, page, last, 100, entries.size());
  }

  private static String contact(int id, String code, String mobile, int isBlocked) {
    return "{\"id\":%d,\"mobile_code\":\"%s\",\"mobile\":\"%s\",\"is_blocked\":%d}"
        .formatted(id, code, mobile, isBlocked);
  }

  private List<@Nullable String> entries() {
    return database
        .sql(
            "select call || ' ' || outcome from audit_entry where caller_id = 'privacy' order by"
                + " at")
        .query(String.class)
        .list();
  }
}
