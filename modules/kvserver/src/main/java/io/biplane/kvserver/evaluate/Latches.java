package io.biplane.kvserver.evaluate;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Span;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which batches of a range may be evaluated side by side: two that touch a common key, one of them
 * writing it, go one after the other, in the order they came. Pure bookkeeping; the caller keeps
 * the batches.
 *
 * <p>Fair: a batch waits for every conflicting one that came before it, granted or not, so nobody
 * is overtaken by a conflicting batch and there is no deadlock. Source: CockroachDB {@code
 * spanlatch}.
 */
public final class Latches {
    private record Held(List<Span> reads, List<Span> writes, TreeSet<Long> waitsFor) {}

    /** By ticket, which grows with time of arrival: latches held or waited for. */
    private final TreeMap<Long, Held> queue = new TreeMap<>();

    private long nextTicket = 1;

    /**
     * Enters a batch.
     *
     * @param ticket names it in {@link #release}
     * @param granted whether it may be evaluated at once; otherwise a later release grants it
     */
    public record Entered(long ticket, boolean granted) {}

    /** Enters a batch with the spans its requests touch. */
    public Entered enter(BatchRequest batch) {
        List<Span> reads = new ArrayList<>();
        List<Span> writes = new ArrayList<>();
        for (KvRequest request : batch.requests()) {
            (request.isRead() ? reads : writes).add(request.span());
        }
        return enter(reads, writes);
    }

    /** Enters somebody who reads and writes these spans. */
    public Entered enter(List<Span> reads, List<Span> writes) {
        TreeSet<Long> waitsFor = new TreeSet<>();
        queue.forEach((ticket, held) -> {
            if (conflict(held, reads, writes)) {
                waitsFor.add(ticket);
            }
        });
        long ticket = nextTicket++;
        queue.put(ticket, new Held(List.copyOf(reads), List.copyOf(writes), waitsFor));
        return new Entered(ticket, waitsFor.isEmpty());
    }

    /**
     * Lets go of a ticket, granted or still waiting.
     *
     * @return tickets granted by this, in order of arrival
     */
    public List<Long> release(long ticket) {
        if (queue.remove(ticket) == null) {
            throw new InvariantViolation("latch ticket " + ticket + " is not held");
        }
        List<Long> granted = new ArrayList<>();
        queue.tailMap(ticket).forEach((later, held) -> {
            if (held.waitsFor().remove(ticket) && held.waitsFor().isEmpty()) {
                granted.add(later);
            }
        });
        return granted;
    }

    /** Tickets held or waiting. */
    public int size() {
        return queue.size();
    }

    private static boolean conflict(Held held, List<Span> reads, List<Span> writes) {
        return overlap(held.writes(), writes)
                || overlap(held.writes(), reads)
                || overlap(held.reads(), writes);
    }

    private static boolean overlap(Collection<Span> some, Collection<Span> others) {
        for (Span one : some) {
            for (Span other : others) {
                if (one.overlaps(other)) {
                    return true;
                }
            }
        }
        return false;
    }
}
