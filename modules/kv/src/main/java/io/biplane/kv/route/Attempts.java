package io.biplane.kv.route;

import io.biplane.base.id.NodeId;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Requests under way and those given up whose answer may still come. Pure bookkeeping; all wait
 * equally long, so the oldest is the next to time out and one queue serves for all.
 */
final class Attempts {
    /**
     * One message to a replica.
     *
     * @param target the node asked
     */
    record Attempt(long id, long legId, NodeId target, long sentAtNanos) {}

    private record Timeout(long attemptId, long atNanos) {}

    private final long timeoutNanos;
    private final TreeMap<Long, Attempt> open = new TreeMap<>();
    private final TreeMap<Long, Attempt> givenUp = new TreeMap<>();
    private final ArrayDeque<Timeout> timeouts = new ArrayDeque<>();

    Attempts(long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
    }

    void add(Attempt attempt) {
        open.put(attempt.id(), attempt);
        timeouts.addLast(new Timeout(attempt.id(), attempt.sentAtNanos() + timeoutNanos));
    }

    /**
     * The attempt an answer belongs to, which is over now; empty when nobody waits for it any more.
     */
    Optional<Attempt> answered(long attemptId) {
        Attempt attempt = open.remove(attemptId);
        return Optional.ofNullable(attempt != null ? attempt : givenUp.remove(attemptId));
    }

    /** The attempt, if somebody still waits for it or knows its answer when it comes late. */
    Optional<Attempt> find(long attemptId) {
        Attempt attempt = open.get(attemptId);
        return Optional.ofNullable(attempt != null ? attempt : givenUp.get(attemptId));
    }

    /** Stops waiting for an attempt, but knows its answer when it comes late. */
    void giveUp(Attempt attempt) {
        open.remove(attempt.id());
        givenUp.put(attempt.id(), attempt);
    }

    /** Forgets all attempts of a leg that is over. */
    void forget(long legId) {
        open.values().removeIf(attempt -> attempt.legId() == legId);
        givenUp.values().removeIf(attempt -> attempt.legId() == legId);
    }

    /** Whether some attempt of the leg is under way. */
    boolean isOpenFor(long legId) {
        return open.values().stream().anyMatch(attempt -> attempt.legId() == legId);
    }

    /** Whether the attempt is under way. */
    boolean isOpen(long attemptId) {
        return open.containsKey(attemptId);
    }

    /** The attempts that are due to be given up. */
    List<Attempt> due(long nowNanos) {
        List<Attempt> due = new ArrayList<>();
        while (!timeouts.isEmpty() && timeouts.peekFirst().atNanos() <= nowNanos) {
            Attempt attempt = open.get(timeouts.pollFirst().attemptId());
            if (attempt != null) {
                due.add(attempt);
            }
        }
        return due;
    }

    /** The attempts under way to a node, oldest first. */
    List<Attempt> to(NodeId node) {
        List<Attempt> found = new ArrayList<>();
        for (Attempt attempt : open.values()) {
            if (attempt.target().equals(node)) {
                found.add(attempt);
            }
        }
        return found;
    }

    /** When the next attempt times out; {@link Long#MAX_VALUE} when none does. */
    long nextTimeoutNanos() {
        while (!timeouts.isEmpty() && !open.containsKey(timeouts.peekFirst().attemptId())) {
            timeouts.pollFirst();
        }
        return timeouts.isEmpty() ? Long.MAX_VALUE : timeouts.peekFirst().atNanos();
    }
}
