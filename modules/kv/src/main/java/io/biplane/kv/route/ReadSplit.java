package io.biplane.kv.route;

import io.biplane.base.id.RangeId;
import io.biplane.base.invariant.Invariant;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.RangeDescriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A read-only batch over several ranges: cut into one part a range, put together again. Pure.
 *
 * <p>Goes in rounds. A round asks each range once: all gets, and of each scan and refresh the piece
 * that lies in the range where it has got to. Scans go on from range to range until their row
 * limit, so a limited scan does not read ahead.
 */
final class ReadSplit {
    /** What is left of one request, and what it gave so far. */
    private static final class Item {
        private final KvRequest request;
        private final List<KvResponse.Row> rows = new ArrayList<>();
        private Optional<Span> left;
        private KvResponse response = KvResponse.Done.INSTANCE;

        Item(KvRequest request) {
            this.request = request;
            this.left = Optional.of(request.span());
        }
    }

    /**
     * The part of a round that goes to one range.
     *
     * @param items indices of the requests in the whole batch
     */
    record Part(RangeDescriptor range, List<Integer> items, BatchRequest batch) {}

    private final BatchRequest batch;
    private final List<Item> items = new ArrayList<>();

    /** @param batch with a read time */
    ReadSplit(BatchRequest batch) {
        Invariant.check(!batch.readAt().isZero(), "a read over ranges needs a time");
        this.batch = batch;
        batch.requests().forEach(request -> items.add(new Item(request)));
    }

    boolean isDone() {
        return items.stream().allMatch(item -> item.left.isEmpty());
    }

    /** The first key whose range must be known before the next round. */
    Optional<Key> unknown(RangeCache cache) {
        for (Item item : items) {
            if (item.left.isPresent() && at(item, cache).isEmpty()) {
                return Optional.of(probe(item));
            }
        }
        return Optional.empty();
    }

    /**
     * The key whose range an item needs next. A reverse scan needs the range of the highest key
     * below its end, which has no finite form; the range that ends at or above the end and begins
     * below it is found in {@link #at}.
     */
    private static Key probe(Item item) {
        Span left = item.left.orElseThrow();
        return isReverse(item) ? below(left.end()) : left.start();
    }

    /** A key just below {@code end}, above all keys in use there: last byte less one, then ones. */
    private static Key below(Key end) {
        byte[] bytes = end.bytes();
        int last = bytes.length - 1;
        if (bytes[last] == 0) {
            return Key.wrap(java.util.Arrays.copyOf(bytes, last));
        }
        byte[] lower = java.util.Arrays.copyOf(bytes, bytes.length + 16);
        lower[last]--;
        java.util.Arrays.fill(lower, bytes.length, lower.length, (byte) 0xff);
        return Key.wrap(lower);
    }

    private static boolean isReverse(Item item) {
        return item.request instanceof KvRequest.Scan scan && scan.reverse();
    }

    private static Optional<RangeDescriptor> at(Item item, RangeCache cache) {
        return cache.find(probe(item)).map(RangeCache.Entry::descriptor);
    }

    /** The next round, in order of range id. All ranges needed are known. */
    List<Part> round(RangeCache cache) {
        TreeMap<RangeId, RangeDescriptor> ranges = new TreeMap<>();
        TreeMap<RangeId, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).left.isPresent()) {
                RangeDescriptor range = at(items.get(i), cache).orElseThrow();
                ranges.put(range.id(), range);
                members.computeIfAbsent(range.id(), id -> new ArrayList<>()).add(i);
            }
        }
        List<Part> parts = new ArrayList<>();
        ranges.forEach((id, range) -> parts.add(part(range, members.get(id))));
        return parts;
    }

    private Part part(RangeDescriptor range, List<Integer> members) {
        List<KvRequest> requests = new ArrayList<>(members.size());
        for (int index : members) {
            requests.add(piece(items.get(index), range.span()));
        }
        return new Part(
                range,
                List.copyOf(members),
                new BatchRequest(
                        batch.tenant(),
                        batch.txn(),
                        batch.readAt(),
                        batch.uncertainTo(),
                        requests));
    }

    private static KvRequest piece(Item item, Span range) {
        if (item.request instanceof KvRequest.Scan scan) {
            Span span = cut(item.left.orElseThrow(), range);
            return new KvRequest.Scan(span, scan.maxRows() - item.rows.size(), scan.reverse());
        }
        if (item.request instanceof KvRequest.Refresh refresh) {
            return new KvRequest.Refresh(cut(item.left.orElseThrow(), range), refresh.since());
        }
        return item.request;
    }

    private static Span cut(Span span, Span range) {
        Key start = span.start().compareTo(range.start()) < 0 ? range.start() : span.start();
        Key end = span.end().compareTo(range.end()) > 0 ? range.end() : span.end();
        return new Span(start, end);
    }

    /** Takes in the answer to a part. */
    void absorb(Part part, BatchReply.Ok reply) {
        for (int i = 0; i < part.items().size(); i++) {
            Item item = items.get(part.items().get(i));
            KvResponse response = reply.responses().get(i);
            Span asked = part.batch().requests().get(i).span();
            if (item.request instanceof KvRequest.Scan scan) {
                absorbRows(item, scan, (KvResponse.Rows) response, asked);
            } else if (item.request instanceof KvRequest.Refresh) {
                item.left = after(item.left.orElseThrow(), asked.end());
            } else {
                item.response = response;
                item.left = Optional.empty();
            }
        }
    }

    private static void absorbRows(
            Item item, KvRequest.Scan scan, KvResponse.Rows rows, Span asked) {
        item.rows.addAll(rows.rows());
        Span left = item.left.orElseThrow();
        Optional<Span> next = scan.reverse()
                ? before(left, rows.resume().orElse(asked.start()))
                : after(left, rows.resume().orElse(asked.end()));
        if (item.rows.size() >= scan.maxRows()) {
            Optional<Key> resume = next.map(span -> scan.reverse() ? span.end() : span.start());
            item.response = new KvResponse.Rows(item.rows, resume);
            item.left = Optional.empty();
            return;
        }
        item.left = next;
        item.response = new KvResponse.Rows(item.rows, Optional.empty());
    }

    private static Optional<Span> after(Span span, Key from) {
        return from.compareTo(span.end()) < 0
                ? Optional.of(new Span(from, span.end()))
                : Optional.empty();
    }

    private static Optional<Span> before(Span span, Key to) {
        return span.start().compareTo(to) < 0
                ? Optional.of(new Span(span.start(), to))
                : Optional.empty();
    }

    /** The whole answer, once done. */
    BatchReply.Ok result() {
        List<KvResponse> responses = new ArrayList<>(items.size());
        items.forEach(item -> responses.add(item.response));
        return new BatchReply.Ok(responses, batch.readAt());
    }

    /** This batch from the beginning at a later time. */
    ReadSplit again(Timestamp at) {
        return new ReadSplit(new BatchRequest(
                batch.tenant(), batch.txn(), at, batch.uncertainTo().max(at), batch.requests()));
    }
}
