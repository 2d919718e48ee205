package dev.otpauth.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A page of a list in the JSON format of Laravel's paginator.
 *
 * @param from the position of the first entry in the list, counted from 1; null for an empty page
 * @param to the position of the last entry; null for an empty page
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record LaravelPage<T>(
    int currentPage,
    List<T> data,
    String firstPageUrl,
    @Nullable Long from,
    int lastPage,
    String lastPageUrl,
    List<Link> links,
    @Nullable String nextPageUrl,
    String path,
    int perPage,
    @Nullable String prevPageUrl,
    @Nullable Long to,
    int total) {

  private static final int LINKS_ON_EACH_SIDE = 3;

  /**
   * Returns one page of a list.
   *
   * @param path the URL of the list, without its query
   */
  static <E, T> LaravelPage<T> of(List<E> all, PageQuery query, String path, Function<E, T> toRow) {
    var entries = query.of(all).stream().map(toRow).toList();
    var last = query.lastPage(all.size());
    var page = query.page();
    var first = query.skipped() + 1;
    var isEmpty = entries.isEmpty();
    return new LaravelPage<>(
        page,
        entries,
        url(path, 1),
        isEmpty ? null : first,
        last,
        url(path, last),
        links(path, page, last),
        page < last ? url(path, page + 1) : null,
        path,
        query.perPage(),
        page > 1 ? url(path, page - 1) : null,
        isEmpty ? null : first + entries.size() - 1,
        all.size());
  }

  private static List<Link> links(String path, int page, int last) {
    var links = new ArrayList<Link>();
    links.add(new Link(page > 1 ? url(path, page - 1) : null, "&laquo; Previous", false));
    var before = 0;
    for (var shown : shown(page, last)) {
      if (shown > before + 1) {
        links.add(new Link(null, "...", false));
      }
      links.add(new Link(url(path, shown), Integer.toString(shown), shown == page));
      before = shown;
    }
    links.add(new Link(page < last ? url(path, page + 1) : null, "Next &raquo;", false));
    return links;
  }

  /** Returns the first two pages, the last two, and those around the current one. */
  private static TreeSet<Integer> shown(int page, int last) {
    var shown = new TreeSet<>(List.of(1, Math.min(2, last), Math.max(1, last - 1), last));
    IntStream.rangeClosed(page - LINKS_ON_EACH_SIDE, page + LINKS_ON_EACH_SIDE)
        .filter(it -> it >= 1 && it <= last)
        .forEach(shown::add);
    return shown;
  }

  private static String url(String path, int page) {
    return "%s?page=%s".formatted(path, page);
  }

  /** A link to a page; without a URL it is disabled. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Link(@Nullable String url, String label, boolean active) {}
}
