package dev.otpauth.sandbox;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In-memory store of conversations, one for each contact, and of their messages. Thread-safe. When
 * full it drops the oldest message, or the conversation whose last message is the oldest.
 */
final class Conversations {

  private static final Logger log = LoggerFactory.getLogger(Conversations.class);

  /** Keeps ids of conversations apart from ids of contacts, so that a mix-up shows. */
  private static final long BEFORE_FIRST_ID = 1_000_000;

  private final SimulatedContacts contacts;
  private final Clock clock;
  private final int capacity;
  private final int messageCapacity;
  private final LinkedHashMap<Long, Conversation> byId = new LinkedHashMap<>();
  private final ArrayDeque<ChatMessage> messages = new ArrayDeque<>();
  private long lastId;

  Conversations(SimulatedContacts contacts, Clock clock, int capacity, int messageCapacity) {
    this.contacts = contacts;
    this.clock = clock;
    this.capacity = capacity;
    this.messageCapacity = messageCapacity;
  }

  /** Sends a message to a phone. A new conversation is pending. */
  synchronized MessageOutcome send(Msisdn phone, MessageContent content) {
    var contact = contacts.of(phone);
    if (contact.isBlocked()) {
      return new MessageOutcome.Blocked();
    }
    var known = byId.get(idOf(contact));
    var status = known == null ? ConversationStatus.PENDING : known.status();
    var message = added(contact, status, content, false);
    if (message.isOnPhone()) {
      log.info("Simulated phone: a WhatsApp message arrived, read it at /sandbox");
    }
    return new MessageOutcome.Sent(message);
  }

  /** Receives a message from a phone. Its conversation becomes unread. */
  synchronized MessageOutcome receive(Msisdn phone, String text) {
    var contact = contacts.of(phone);
    if (contact.isBlocked()) {
      return new MessageOutcome.Blocked();
    }
    return new MessageOutcome.Sent(
        added(contact, ConversationStatus.UNREAD, new MessageContent.Text(text), true));
  }

  /** Returns false if there is no such conversation. */
  synchronized boolean changeStatus(long id, ConversationStatus status) {
    return byId.computeIfPresent(id, (_, conversation) -> conversation.in(status)) != null;
  }

  synchronized Optional<Chat> find(long id) {
    return Optional.ofNullable(byId.get(id)).flatMap(this::withContact);
  }

  /** Returns a copy of all conversations, the one with the newest message first. */
  synchronized List<Chat> newestFirst() {
    return byId.sequencedValues().reversed().stream()
        .map(this::withContact)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns the messages to and from a phone, or all phones, newest first. */
  synchronized List<ChatMessage> messages(Optional<Msisdn> phone) {
    return messages.stream()
        .filter(message -> phone.filter(it -> !it.equals(message.phone())).isEmpty())
        .filter(ChatMessage::isOnPhone)
        .toList();
  }

  /** Deletes a contact. Synchronized with sending, so that no message arrives meanwhile. */
  synchronized ContactDeleteOutcome deleteContact(long id) {
    var contact = contacts.find(id);
    if (contact.isEmpty()) {
      return ContactDeleteOutcome.UNKNOWN_CONTACT;
    }
    if (contact.get().isBlocked()) {
      return ContactDeleteOutcome.IS_BLOCKED;
    }
    if (byId.containsKey(idOf(contact.get()))) {
      return ContactDeleteOutcome.HAS_MESSAGES;
    }
    contacts.remove(contact.get());
    return ContactDeleteOutcome.DELETED;
  }

  private ChatMessage added(
      Contact contact, ConversationStatus status, MessageContent content, boolean isFromPhone) {
    var now = clock.instant();
    var conversation = new Conversation(idOf(contact), contact.id(), status, now);
    byId.putLast(conversation.id(), conversation);
    if (byId.size() > capacity) {
      byId.pollFirstEntry();
    }
    var message =
        new ChatMessage(++lastId, conversation.id(), contact.number(), isFromPhone, content, now);
    messages.addFirst(message);
    if (messages.size() > messageCapacity) {
      messages.removeLast();
    }
    return message;
  }

  /** Returns empty if the contact was dropped from the store. */
  private Optional<Chat> withContact(Conversation conversation) {
    return contacts.find(conversation.contactId()).map(contact -> new Chat(conversation, contact));
  }

  private static long idOf(Contact contact) {
    return BEFORE_FIRST_ID + contact.id();
  }

  /** A conversation with its contact. */
  record Chat(Conversation conversation, Contact contact) {}
}
