package io.biplane.checker.isolation;

import java.util.List;
import java.util.Optional;

/**
 * Who wrote the versions of one list. Versions that nobody committed are stepped over: what stands
 * on both sides of one still follows one another.
 */
final class Versions {
    private final List<Optional<Txn>> writers;
    /** Per version the last one up to it that somebody committed; -1 if there is none. */
    private final int[] upTo;
    /** Per version the first one from it on; as many as there are if there is none. */
    private final int[] from;

    Versions(List<Optional<Txn>> writers) {
        this.writers = writers;
        this.upTo = new int[writers.size()];
        this.from = new int[writers.size()];
        int last = -1;
        for (int i = 0; i < upTo.length; i++) {
            last = isWritten(i) ? i : last;
            upTo[i] = last;
        }
        int next = from.length;
        for (int i = from.length - 1; i >= 0; i--) {
            next = isWritten(i) ? i : next;
            from[i] = next;
        }
    }

    int count() {
        return writers.size();
    }

    boolean isWritten(int version) {
        return writers.get(version).isPresent();
    }

    int writtenUpTo(int version) {
        return version < 0 ? -1 : upTo[version];
    }

    int writtenFrom(int version) {
        return version < from.length ? from[version] : from.length;
    }

    /** Who wrote the last committed version up to one, which may be before the first. */
    Optional<Txn> upTo(int version) {
        int written = writtenUpTo(version);
        return written < 0 ? Optional.empty() : writers.get(written);
    }

    /** Who wrote the first committed version from one on, which may be after the last. */
    Optional<Txn> from(int version) {
        int written = writtenFrom(version);
        return written == from.length ? Optional.empty() : writers.get(written);
    }
}
