package io.biplane.kv.route;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.RangeDescriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client knows of where ranges are and who leads them. May be stale; answers of replicas
 * correct it. Pure.
 *
 * <p>Entries never overlap; one of a higher generation pushes out those it overlaps, a lower one is
 * ignored.
 */
public final class RangeCache {
    /**
     * What is known of a range.
     *
     * @param leaseholder who held the lease when it was last heard of
     */
    public record Entry(RangeDescriptor descriptor, Optional<NodeId> leaseholder) {}

    /** By end key, as the meta range orders its records. */
    private final TreeMap<Key, Entry> byEnd = new TreeMap<>();

    /** The entry of the range that holds the key. */
    public Optional<Entry> find(Key key) {
        Map.Entry<Key, Entry> found = byEnd.higherEntry(key);
        return found == null || !found.getValue().descriptor().span().contains(key)
                ? Optional.empty()
                : Optional.of(found.getValue());
    }

    /**
     * Learns a descriptor.
     *
     * @return whether it was news; false when what was known is as new or newer
     */
    public boolean learn(RangeDescriptor descriptor) {
        List<Entry> overlapping = overlapping(descriptor.span());
        Optional<NodeId> leaseholder = Optional.empty();
        for (Entry entry : overlapping) {
            RangeDescriptor known = entry.descriptor();
            if (known.equals(descriptor) || known.generation() > descriptor.generation()) {
                return false;
            }
            if (known.id().equals(descriptor.id())) {
                leaseholder = entry.leaseholder().filter(descriptor::isOn);
            }
        }
        for (Entry entry : overlapping) {
            byEnd.remove(entry.descriptor().span().end());
        }
        byEnd.put(descriptor.span().end(), new Entry(descriptor, leaseholder));
        return true;
    }

    /**
     * Learns who holds the lease of a range that is cached in just this form; ignored when it is
     * not or has no such replica.
     */
    public void learnLeaseholder(RangeDescriptor descriptor, Optional<NodeId> leaseholder) {
        Entry entry = byEnd.get(descriptor.span().end());
        if (entry != null && entry.descriptor().id().equals(descriptor.id())) {
            RangeDescriptor known = entry.descriptor();
            byEnd.put(known.span().end(), new Entry(known, leaseholder.filter(known::isOn)));
        }
    }

    /** Forgets a descriptor that proved wrong, unless a newer one has taken its place. */
    public void evict(RangeDescriptor descriptor) {
        Entry entry = byEnd.get(descriptor.span().end());
        if (entry != null
                && entry.descriptor().id().equals(descriptor.id())
                && entry.descriptor().generation() <= descriptor.generation()) {
            byEnd.remove(descriptor.span().end());
        }
    }

    /** Entries, lowest keys first. */
    public List<Entry> entries() {
        return List.copyOf(byEnd.values());
    }

    private List<Entry> overlapping(Span span) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : byEnd.tailMap(span.start(), false).values()) {
            if (entry.descriptor().span().start().compareTo(span.end()) >= 0) {
                break;
            }
            found.add(entry);
        }
        return found;
    }
}
