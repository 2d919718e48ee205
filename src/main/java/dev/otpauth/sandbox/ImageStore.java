package dev.otpauth.sandbox;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The small images that came, so that a page can show them. Safe for threads; forgets the oldest
 * ones once they are too many bytes together.
 */
final class ImageStore {

  private final long capacity;
  private final LinkedHashMap<Long, StoredImage> byId = new LinkedHashMap<>();
  private long lastId;
  private long bytes;

  /**
   * Makes room for pictures.
   *
   * @param capacity in bytes
   */
  ImageStore(long capacity) {
    this.capacity = capacity;
  }

  /** The id of what is kept; null where it is no picture, or no small one. */
  @Nullable Long keep(UploadedFile upload) {
    return upload
        .pictureType()
        .filter(_ -> upload.isHeldWhole())
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
