package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;

/** Tests the capacity of the in-memory stores of contacts and messages. */
class ConversationsTest {

  private static final Msisdn PHONE = new Msisdn("6281200000001");
  private static final MessageContent HELLO = new MessageContent.Text("Rahasia");
  private static final ContactDraft DRAFT =
      new ContactDraft(Optional.empty(), Map.of(ContactField.FIRSTNAME, "Ani"), null);

  private final SimulatedContacts contacts = new SimulatedContacts(3);
  private final Conversations conversations = new Conversations(contacts, new MutableClock(), 3, 5);

  @Test
  void oldestContactIsForgottenWithItsConversationAndItsNumberIsFree() {
    conversations.send(phone(0), HELLO);
    var oldest = conversations.newestFirst().getFirst();
    IntStream.rangeClosed(1, 3).forEach(it -> contacts.create(phone(it), DRAFT));
    assertThat(contacts.newestFirst())
        .extracting(Contact::number)
        .containsExactly(phone(3), phone(2), phone(1));
    assertThat(conversations.newestFirst()).isEmpty();
    assertThat(conversations.find(oldest.conversation().id())).isEmpty();
    assertThat(contacts.create(phone(0), DRAFT)).isInstanceOf(ContactOutcome.Saved.class);
  }

  @Test
  void oldestMessageIsForgotten() {
    IntStream.range(0, 7)
        .forEach(it -> conversations.send(PHONE, new MessageContent.Text(Integer.toString(it))));
    assertThat(conversations.messages(Optional.empty()))
        .extracting(message -> message.content().text().orElseThrow())
        .containsExactly("6", "5", "4", "3", "2");
    assertThat(conversations.newestFirst()).hasSize(1);
  }

  @Test
  void conversationThatWasWrittenToIsTheNewest() {
    IntStream.range(0, 3).forEach(it -> conversations.send(phone(it), HELLO));
    conversations.receive(phone(0), "Halo");
    assertThat(conversations.newestFirst())
        .extracting(chat -> chat.contact().number())
        .containsExactly(phone(0), phone(2), phone(1));
  }

  @Test
  void parallelMessagesToAnUnknownNumberMakeOneContact() {
    IntStream.range(0, 50).parallel().forEach(_ -> conversations.send(PHONE, HELLO));
    assertThat(contacts.newestFirst()).hasSize(1);
    assertThat(conversations.newestFirst()).hasSize(1);
  }

  @Test
  void parallelContactsOfOneNumberAreOne() {
    var saved =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(_ -> contacts.create(PHONE, DRAFT))
            .filter(ContactOutcome.Saved.class::isInstance)
            .count();
    assertThat(saved).isEqualTo(1);
  }

  @Test
  void oldestPicturesAreForgottenOnceTheyAreTooManyBytes() {
    var images = new ImageStore(100);
    var ids = IntStream.range(0, 3).mapToObj(_ -> images.keep(picture(40))).toList();
    assertThat(ids).doesNotHaveDuplicates().doesNotContainNull();
    assertThat(ids)
        .extracting(it -> images.find(it).isPresent())
        .containsExactly(false, true, true);
  }

  @Test
  void onlyWholePicturesAreKept() {
    var images = new ImageStore(1000);
    var cut = new UploadedFile("a.png", "image/png", 900, "", picture(40).beginning());
    var none = new UploadedFile("a.png", "image/png", 3, "", new ByteArrayResource(new byte[3]));
    assertThat(images.keep(cut)).isNull();
    assertThat(images.keep(none)).isNull();
  }

  @Test
  void neitherNumberNorNameNorTextIsPrinted() {
    var outcome = conversations.send(PHONE, HELLO);
    assertThat(
            outcome
                + contacts.newestFirst().toString()
                + conversations.newestFirst()
                + conversations.messages(Optional.of(PHONE))
                + DRAFT
                + new MessageDraft(PHONE, HELLO)
                + new PhoneMessageController.Answer(PHONE.digits(), "Rahasia")
                + PhoneMessage.of(conversations.messages(Optional.empty()).getFirst()))
        .doesNotContain(PHONE.digits(), "Ani", "Rahasia");
  }

  private static Msisdn phone(int last) {
    return new Msisdn("628120000001" + last);
  }

  private static UploadedFile picture(int size) {
    var bytes = new byte[size];
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    return new UploadedFile("a.jpg", "image/jpeg", size, "", new ByteArrayResource(bytes));
  }
}
