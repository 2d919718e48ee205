package dev.otpauth.sandbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In-memory store of contacts, one for each number. Thread-safe. Drops the oldest contact when
 * full.
 */
final class SimulatedContacts {

  private static final ContactDraft EMPTY = new ContactDraft(Optional.empty(), Map.of(), null);

  private final int capacity;
  private final LinkedHashMap<Long, Contact> byId = new LinkedHashMap<>();
  private final Map<Msisdn, Contact> byNumber = new HashMap<>();
  private long lastId;

  SimulatedContacts(int capacity) {
    this.capacity = capacity;
  }

  synchronized ContactOutcome create(Msisdn number, ContactDraft draft) {
    if (ScriptedBehaviour.of(number) == ScriptedBehaviour.CONTACT_LIMIT) {
      return new ContactOutcome.LimitReached();
    }
    if (byNumber.containsKey(number)) {
      return new ContactOutcome.NumberTaken();
    }
    return new ContactOutcome.Saved(added(number, draft));
  }

  synchronized ContactOutcome change(long id, ContactDraft draft) {
    var contact = byId.get(id);
    if (contact == null) {
      return new ContactOutcome.UnknownContact();
    }
    var number = draft.number().orElse(contact.number());
    var holder = byNumber.get(number);
    if (holder != null && holder.id() != id) {
      return new ContactOutcome.NumberTaken();
    }
    byNumber.remove(contact.number());
    return new ContactOutcome.Saved(saved(contact.changed(number, draft)));
  }

  /** Returns the contact of a number; creates one without a name if there is none. */
  synchronized Contact of(Msisdn number) {
    var known = byNumber.get(number);
    return known == null ? added(number, EMPTY) : known;
  }

  synchronized void remove(Contact contact) {
    byId.remove(contact.id());
    byNumber.remove(contact.number());
  }

  synchronized Optional<Contact> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns a copy of all contacts, newest first. */
  synchronized List<Contact> newestFirst() {
    return List.copyOf(byId.sequencedValues().reversed());
  }

  private Contact added(Msisdn number, ContactDraft draft) {
    if (byId.size() == capacity) {
      remove(byId.firstEntry().getValue());
    }
    return saved(new Contact(++lastId, number, draft.texts(), draft.picture()));
  }

  private Contact saved(Contact contact) {
    byId.put(contact.id(), contact);
    byNumber.put(contact.number(), contact);
    return contact;
  }
}
