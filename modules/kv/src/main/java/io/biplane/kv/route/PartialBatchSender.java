package io.biplane.kv.route;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.change.KvChange;
import io.biplane.settings.kv.KvConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Drives legs: asks one replica after another until one answers what concerns the caller. Pure;
 * writes what to do into the router's outputs.
 */
final class PartialBatchSender {
    /** How a leg ended. */
    sealed interface Result {
        PartialBatch leg();
    }

    /** With an answer for the caller. */
    record Answered(PartialBatch leg, BatchReply reply) implements Result {}

    /** The range does not hold the keys; what is known instead is in the cache. */
    record Misrouted(PartialBatch leg) implements Result {}

    private record Pause(long legId, long untilNanos) implements Comparable<Pause> {
        @Override
        public int compareTo(Pause other) {
            int byTime = Long.compare(untilNanos, other.untilNanos);
            return byTime != 0 ? byTime : Long.compare(legId, other.legId);
        }
    }

    private final KvConfig.RoutingTimings timings;
    private final RangeCache cache;
    private final SimRandom random;
    private final List<RouterOutput> outputs;
    private final PeerHealth peers;
    private final Attempts attempts;
    private final TreeMap<Long, PartialBatch> legs = new TreeMap<>();
    private final TreeMap<Pause, PartialBatch> pauses = new TreeMap<>();

    /** First keys of ranges nobody served of: what is known of them may be stale. */
    private final List<Key> doubtful = new ArrayList<>();

    private long nextId = 1;

    PartialBatchSender(
            KvClientSetup setup, RangeCache cache, SimRandom random, List<RouterOutput> outputs) {
        this.timings = setup.config().routing();
        this.cache = cache;
        this.random = random;
        this.outputs = outputs;
        this.peers = new PeerHealth(setup.distance(), timings.probeNanos());
        this.attempts = new Attempts(timings.sendTimeoutNanos());
    }

    /** A leg to be begun with {@link #start}. */
    PartialBatch leg(
            long sendId,
            BatchRequest batch,
            PartialBatch.Purpose purpose,
            RangeDescriptor range,
            PartialBatch.Doubt doubt) {
        return new PartialBatch(nextId++, sendId, batch, purpose, range, doubt);
    }

    /** Begins a leg. */
    void start(PartialBatch leg, long nowNanos) {
        legs.put(leg.id, leg);
        beginRound(leg, nowNanos);
    }

    /** Keys whose range should be looked up anew, since the last call. */
    List<Key> doubtful() {
        List<Key> drained = List.copyOf(doubtful);
        doubtful.clear();
        return drained;
    }

    private void beginRound(PartialBatch leg, long nowNanos) {
        leg.begin(knownLeaseholder(leg), peers);
        askNext(leg, nowNanos);
    }

    private Optional<NodeId> knownLeaseholder(PartialBatch leg) {
        return cache.find(leg.range().span().start())
                .filter(entry -> entry.descriptor().id().equals(leg.range().id()))
                .flatMap(RangeCache.Entry::leaseholder);
    }

    private void askNext(PartialBatch leg, long nowNanos) {
        Optional<NodeId> next = leg.next();
        while (next.isPresent() && peers.isAvoided(next.get(), nowNanos)) {
            leg.asking(next.get());
            next = leg.next();
        }
        if (next.isPresent()) {
            ask(leg, next.get(), nowNanos);
        } else {
            pause(leg, nowNanos);
        }
    }

    private void ask(PartialBatch leg, NodeId target, long nowNanos) {
        leg.asking(target);
        peers.asking(target, nowNanos);
        long attemptId = nextId++;
        attempts.add(new Attempts.Attempt(attemptId, leg.id, target, nowNanos));
        outputs.add(new RouterOutput.Route(leg.range().id(), target, leg.batch, attemptId));
    }

    /**
     * Nobody served in this round. Pauses double and are shortened by chance by up to 15 %, as in
     * the modelled system.
     */
    private void pause(PartialBatch leg, long nowNanos) {
        int round = leg.failRound();
        long nanos = timings.backoffMinNanos();
        for (int i = 1; i < round && nanos < timings.backoffMaxNanos(); i++) {
            nanos = Math.min(nanos * 2, timings.backoffMaxNanos());
        }
        nanos -= random.nextLong(nanos * 15 / 100 + 1);
        if (!(leg.purpose instanceof PartialBatch.Purpose.Lookup)) {
            doubtful.add(leg.range().span().start());
        }
        pauses.put(new Pause(leg.id, nowNanos + nanos), leg);
    }

    /** Whom an attempt went to; empty when it is over. */
    Optional<NodeId> askedFor(long attemptId) {
        return attempts.find(attemptId).map(Attempts.Attempt::target);
    }

    /** An answer; what it means for the caller, if anything. */
    Optional<Result> onAnswer(BatchAnswer answer, long nowNanos) {
        boolean inTime = attempts.isOpen(answer.requestId());
        Optional<Attempts.Attempt> found = attempts.answered(answer.requestId());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Attempts.Attempt attempt = found.get();
        peers.answered(attempt.target(), nowNanos);
        PartialBatch leg = legs.get(attempt.legId());
        answer.fresher().ifPresent(cache::learn);
        if (leg == null) {
            return Optional.empty();
        }
        leg.returned(attempt.id());
        BatchReply reply = answer.reply();
        if (reply instanceof BatchReply.NotLeaseHolder refusal) {
            if (inTime) {
                onNotLeaseHolder(leg, attempt.target(), refusal, nowNanos);
            }
            return Optional.empty();
        }
        if (reply instanceof BatchReply.RangeKeyMismatch mismatch) {
            return inTime ? onMismatch(leg, mismatch, nowNanos) : Optional.empty();
        }
        if (reply instanceof BatchReply.Ambiguous) {
            // The leaseholder cannot tell; the next one can, by the batch's id.
            leg.lost();
            if (inTime) {
                askNext(leg, nowNanos);
            }
            return Optional.empty();
        }
        if (reply instanceof BatchReply.Ok) {
            cache.learnLeaseholder(
                    leg.range(), Optional.of(answer.leaseholder().orElse(attempt.target())));
        }
        if (reply instanceof BatchReply.ClockUntrusted) {
            // If it is that node's clock that is off, its lease will be somebody else's.
            cache.learnLeaseholder(leg.range(), Optional.empty());
        }
        end(leg);
        return Optional.of(new Answered(leg, surely(leg, reply)));
    }

    /** The reply, unless it says that nothing was done and that is not sure. */
    private static BatchReply surely(PartialBatch leg, BatchReply reply) {
        if (reply instanceof BatchReply.Ok || leg.doubt() == PartialBatch.Doubt.NONE) {
            return reply;
        }
        boolean evaluated = reply instanceof BatchReply.ConditionFailed
                || reply instanceof BatchReply.RefreshFailed
                || reply instanceof BatchReply.Uncertain;
        // Evaluated anew, behind whatever the earlier attempt did: had it taken effect, the batch's
        // id would be known.
        return evaluated && leg.doubt() == PartialBatch.Doubt.PAST
                ? reply
                : new BatchReply.Ambiguous("an earlier attempt was not answered");
    }

    private void onNotLeaseHolder(
            PartialBatch leg, NodeId asked, BatchReply.NotLeaseHolder refusal, long nowNanos) {
        refusal.descriptor().ifPresent(newer -> learnRange(leg, newer));
        Optional<NodeId> holder =
                refusal.holder().filter(node -> !node.equals(asked)).filter(leg.range()::isOn);
        cache.learnLeaseholder(leg.range(), holder);
        boolean follow = holder.isPresent()
                && !leg.wasAsked(holder.get())
                && !peers.isAvoided(holder.get(), nowNanos);
        if (follow) {
            outputs.add(new RouterOutput.Emit(
                    new KvChange.RequestRedirected(leg.range().id(), asked, holder.get())));
            ask(leg, holder.get(), nowNanos);
        } else if (holder.isPresent() && leg.wasAsked(holder.get())) {
            // It refused in this round already: the lease is on its way. Give it time.
            pause(leg, nowNanos);
        } else {
            askNext(leg, nowNanos);
        }
    }

    private void learnRange(PartialBatch leg, RangeDescriptor newer) {
        cache.learn(newer);
        if (newer.id().equals(leg.range().id())
                && newer.generation() > leg.range().generation()) {
            leg.rangeIs(newer);
        }
    }

    private Optional<Result> onMismatch(
            PartialBatch leg, BatchReply.RangeKeyMismatch mismatch, long nowNanos) {
        if (mismatch.known().isEmpty()) {
            askNext(leg, nowNanos); // that node has no replica; another may
            return Optional.empty();
        }
        if (leg.purpose instanceof PartialBatch.Purpose.Lookup) {
            mismatch.known().forEach(known -> learnRange(leg, known));
            askNext(leg, nowNanos);
            return Optional.empty();
        }
        cache.evict(leg.range());
        mismatch.known().forEach(cache::learn);
        end(leg);
        return Optional.of(new Misrouted(leg));
    }

    private void end(PartialBatch leg) {
        legs.remove(leg.id);
        attempts.forget(leg.id);
        pauses.values().removeIf(paused -> paused == leg);
    }

    /** Ends all legs of a send. */
    void cancel(long sendId) {
        for (PartialBatch leg : legsOf(sendId)) {
            end(leg);
        }
    }

    /** Ends the lookup of a key. */
    void cancelLookup(Key key) {
        for (PartialBatch leg : List.copyOf(legs.values())) {
            if (leg.purpose instanceof PartialBatch.Purpose.Lookup lookup
                    && lookup.key().equals(key)) {
                end(leg);
            }
        }
    }

    private List<PartialBatch> legsOf(long sendId) {
        List<PartialBatch> found = new ArrayList<>();
        for (PartialBatch leg : legs.values()) {
            if (leg.sendId == sendId) {
                found.add(leg);
            }
        }
        return found;
    }

    /** Whether a write of the send was given to a replica that has not said what became of it. */
    boolean mayHaveTakenEffect(long sendId) {
        for (PartialBatch leg : legsOf(sendId)) {
            boolean underWay = leg.batch.writes() && attempts.isOpenFor(leg.id);
            if (underWay || leg.doubt() != PartialBatch.Doubt.NONE) {
                return true;
            }
        }
        return false;
    }

    long nextDeadlineNanos() {
        long deadline = attempts.nextTimeoutNanos();
        return pauses.isEmpty()
                ? deadline
                : Math.min(deadline, pauses.firstKey().untilNanos());
    }

    void onTimer(long nowNanos) {
        for (Attempts.Attempt attempt : attempts.due(nowNanos)) {
            boolean nodeIsSilent = !peers.heardSince(attempt.target(), attempt.sentAtNanos());
            if (nodeIsSilent) {
                connectionGone(attempt.target(), nowNanos);
            } else if (attempts.isOpen(attempt.id())) {
                giveUp(attempt, nowNanos);
            }
        }
        while (!pauses.isEmpty() && pauses.firstKey().untilNanos() <= nowNanos) {
            resume(pauses.pollFirstEntry().getValue(), nowNanos);
        }
    }

    /** The next round, with the newest descriptor known. */
    private void resume(PartialBatch leg, long nowNanos) {
        cache.find(leg.range().span().start())
                .map(RangeCache.Entry::descriptor)
                .ifPresent(known -> learnRange(leg, known));
        beginRound(leg, nowNanos);
    }

    /** The attempt waited too long; its message or its answer may still come. */
    private void giveUp(Attempts.Attempt attempt, long nowNanos) {
        attempts.giveUp(attempt);
        PartialBatch leg = legs.get(attempt.legId());
        leg.strayed(attempt.id());
        askNext(leg, nowNanos);
    }

    /**
     * Nothing came from the node: all that is under way there fails together, as with a closed
     * connection.
     */
    private void connectionGone(NodeId node, long nowNanos) {
        peers.silent(node, nowNanos);
        for (Attempts.Attempt attempt : attempts.to(node)) {
            giveUp(attempt, nowNanos);
        }
    }

    /** The node's process is gone, and with it what was under way there. */
    void onPeerLost(NodeId node, long nowNanos) {
        peers.silent(node, nowNanos);
        for (Attempts.Attempt attempt : attempts.to(node)) {
            attempts.answered(attempt.id());
            PartialBatch leg = legs.get(attempt.legId());
            leg.lost();
            askNext(leg, nowNanos);
        }
    }
}
