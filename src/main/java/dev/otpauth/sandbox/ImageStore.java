package dev.otpauth.sandbox;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In-memory store of small images, for the page to show. Thread-safe. Drops the oldest images when
 * their total size exceeds its capacity.
 */
final class ImageStore {

  private final long capacity;
  private final LinkedHashMap<Long, StoredImage> byId = new LinkedHashMap<>();
  private long lastId;
  private long bytes;

  /**
   * Creates an empty store.
   *
   * @param capacity in bytes
   */
  ImageStore(long capacity) {
    this.capacity = capacity;
  }

  /** Stores the image and returns its id; null if the file is too large or no image. */
  @Nullable Long keep(UploadedFile upload) {
    return upload
        .pictureType()
        .filter(_ -> upload.isFullyHeld())
        .map(type -> keep(new StoredImage(type, upload.beginning(), upload.size())))
        .orElse(null);
  }

  synchronized Optional<StoredImage> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  private synchronized long keep(StoredImage picture) {
    byId.put(++lastId, picture);
    for (bytes += picture.size(); bytes > capacity; ) {
      bytes -= byId.pollFirstEntry().getValue().size();
    }
    return lastId;
  }
}
