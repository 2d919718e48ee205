package dev.otpauth;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Media;
import dev.otpauth.provider.Unknown;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A scripted provider of contacts and inbox. As the real one, it reads a file during the call, to
 * its end or until its stream fails.
 */
public class ScriptedCrmProvider implements CrmProvider {

  private static final int BUFFER = 16 * 1024;

  private final List<CrmCall> calls = new ArrayList<>();
  private final List<ReceivedFile> files = new ArrayList<>();
  private final Deque<Supplier<CrmResult>> answers = new ArrayDeque<>();
  private LongConsumer progress = _ -> {};
  private @Nullable CrmResult unread;

  /**
   * A file that was read.
   *
   * @param declared its length, where it was told before
   * @param size how many bytes were read
   * @param sha256 of those, in hex
   * @param isWhole whether its end was told
   */
  public record ReceivedFile(
      String name,
      String contentType,
      OptionalLong declared,
      long size,
      String sha256,
      boolean isWhole) {}

  /** The next call is answered so. */
  public synchronized void answers(CrmResult result) {
    answers.add(() -> result);
  }

  /** The next call is answered so before any of its file is read. */
  public synchronized void answersUnread(CrmResult result) {
    unread = result;
  }

  /** While the next call is at the provider, something else happens; then this is answered. */
  public synchronized void answersAfter(Runnable event, CrmResult result) {
    answers.add(
        () -> {
          event.run();
          return result;
        });
  }

  /** The next call comes upon a bug. */
  public synchronized void fails() {
    answers.add(
        () -> {
          throw new IllegalStateException("a bug");
        });
  }

  /** While files are read, this is told how many bytes have come. */
  public synchronized void whileReading(LongConsumer told) {
    progress = told;
  }

  public synchronized void reset() {
    calls.clear();
    files.clear();
    answers.clear();
    progress = _ -> {};
    unread = null;
  }

  /** Every call, oldest first. */
  public synchronized List<CrmCall> calls() {
    return List.copyOf(calls);
  }

  /** Every file, oldest first, once its reading is over. */
  public synchronized List<ReceivedFile> files() {
    return List.copyOf(files);
  }

  @Override
  public CrmResult call(CrmCall call) {
    var next = next(call);
    var early = unread();
    if (early != null) {
      return early;
    }
    var media = media(call);
    if (media != null && !isRead(media)) {
      return Unknown.LOST;
    }
    return next == null ? usual(call) : next.get();
  }

  private synchronized @Nullable Supplier<CrmResult> next(CrmCall call) {
    calls.add(call);
    return answers.poll();
  }

  private synchronized @Nullable CrmResult unread() {
    var early = unread;
    unread = null;
    return early;
  }

  private static CrmResult usual(CrmCall call) {
    return switch (call) {
      case CrmCall.SearchContacts(var paging, _) -> empty(paging);
      case CrmCall.SearchConversations(var paging, _) -> empty(paging);
      case CrmCall.SearchTemplates(var paging) -> empty(paging);
      case CrmCall.GetConversation _,
          CrmCall.CreateContact _,
          CrmCall.UpdateContact _,
          CrmCall.DeleteContact _,
          CrmCall.ChangeStatus _,
          CrmCall.SendMessage _,
          CrmCall.SendTemplate _ ->
          new CrmResult.Done(JsonNodeFactory.instance.objectNode());
    };
  }

  private static CrmResult empty(CrmCall.Paging paging) {
    return new CrmResult.Listed(List.of(), paging.page(), 1, paging.perPage(), 0);
  }

  private static @Nullable Media media(CrmCall call) {
    return switch (call) {
      case CrmCall.CreateContact(var contact) -> contact.profileImage();
      case CrmCall.UpdateContact(_, var contact) -> contact.profileImage();
      case CrmCall.SendMessage(_, _, var content) -> media(content);
      case CrmCall.SearchContacts _,
          CrmCall.DeleteContact _,
          CrmCall.SearchConversations _,
          CrmCall.GetConversation _,
          CrmCall.ChangeStatus _,
          CrmCall.SendTemplate _,
          CrmCall.SearchTemplates _ ->
          null;
    };
  }

  private static @Nullable Media media(Content content) {
    return switch (content) {
      case Content.Image(var media) -> media;
      case Content.Document(var media) -> media;
      case Content.Video(var media) -> media;
      case Content.Audio(var media) -> media;
      case Content.Text _, Content.Location _, Content.CtaUrl _, Content.InteractiveList _ -> null;
    };
  }

  private boolean isRead(Media media) {
    var digest = sha256();
    var size = 0L;
    var whole = false;
    try {
      var buffer = new byte[BUFFER];
      for (int n; (n = media.content().read(buffer)) >= 0; ) {
        digest.update(buffer, 0, n);
        size += n;
        told().accept(size);
      }
      whole = true;
    } catch (IOException _) {
      // The request to the real one would end here, short of its end.
    }
    received(media, size, HexFormat.of().formatHex(digest.digest()), whole);
    return whole;
  }

  private synchronized LongConsumer told() {
    return progress;
  }

  private synchronized void received(Media media, long size, String sha256, boolean whole) {
    files.add(
        new ReceivedFile(
            media.fileName(), media.contentType(), media.length(), size, sha256, whole));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
