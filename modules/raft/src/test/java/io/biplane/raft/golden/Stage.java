package io.biplane.raft.golden;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.invariant.GroupInvariants;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LeaderSupport;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Where a story is played: replicas, the messages between them, store liveness, virtual time.
 *
 * <p>Nothing is delivered unless a command says so. Election timeouts are 2 s plus 200 ms times (id
 * − 1), unless set.
 */
final class Stage {
    private final TreeMap<ReplicaId, Actor> actors = new TreeMap<>();
    private final ArrayList<RaftMessage> posted = new ArrayList<>();
    private final GroupInvariants invariants = new GroupInvariants();
    private final TreeMap<ReplicaId, Long> draws = new TreeMap<>();
    /** Store-liveness support by "supporter supported". */
    private final TreeMap<String, Support> support = new TreeMap<>();

    private StringBuilder output = new StringBuilder();
    private long nowNanos;
    private boolean diskManual;

    private record Support(long epoch, long untilNanos) {}

    void say(String line) {
        output.append(line).append('\n');
    }

    String takeOutput() {
        String text = output.toString();
        output = new StringBuilder();
        return text;
    }

    TreeMap<ReplicaId, Actor> actors() {
        return actors;
    }

    Actor actor(long id) {
        Actor actor = actors.get(ReplicaId.of(id));
        if (actor == null) {
            throw new IllegalArgumentException("no replica " + id);
        }
        return actor;
    }

    GroupInvariants invariants() {
        return invariants;
    }

    long nowNanos() {
        return nowNanos;
    }

    boolean isDiskManual() {
        return diskManual;
    }

    void setDiskManual(boolean manual) {
        diskManual = manual;
    }

    void setDraw(ReplicaId id, long nanos) {
        draws.put(id, nanos);
    }

    long draw(ReplicaId id, long bound) {
        return draws.getOrDefault(id, (id.value() - 1) * 200_000_000L) % bound;
    }

    // ---- messages

    void post(RaftMessage message) {
        posted.add(message);
    }

    /** Takes the posted messages that match, in order. */
    List<RaftMessage> take(Predicate<RaftMessage> filter) {
        return take(filter, Integer.MAX_VALUE);
    }

    /** Takes the first posted messages that match, in order. */
    List<RaftMessage> take(Predicate<RaftMessage> filter, int count) {
        List<RaftMessage> taken = new ArrayList<>();
        List<RaftMessage> left = new ArrayList<>();
        for (RaftMessage message : posted) {
            boolean isTaken = taken.size() < count && filter.test(message);
            (isTaken ? taken : left).add(message);
        }
        posted.clear();
        posted.addAll(left);
        return taken;
    }

    List<RaftMessage> posted() {
        return posted;
    }

    void deliver(RaftMessage message) {
        Actor actor = actors.get(message.to());
        if (actor == null || actor.core.isEmpty()) {
            say(Script.message(message) + " (nobody there)");
            return;
        }
        say(Script.message(message));
        actor.alive().step(message, nowNanos);
        actor.pump();
    }

    void stabilize(Predicate<RaftMessage> filter) {
        for (int round = 0; round < 100; round++) {
            List<RaftMessage> batch = take(filter);
            if (batch.isEmpty()) {
                return;
            }
            batch.forEach(this::deliver);
        }
        throw new IllegalStateException("does not become quiet");
    }

    // ---- time

    /**
     * Moves time; replicas tick at their deadlines, in id order. With {@code delivering}, messages
     * arrive at once.
     */
    void advance(long nanos, boolean delivering) {
        long target = nowNanos + nanos;
        while (true) {
            long next = target;
            for (Actor actor : actors.values()) {
                next = Math.min(
                        next, actor.core.map(core -> core.nextDeadlineNanos()).orElse(target));
            }
            nowNanos = Math.max(nowNanos, next);
            if (!tickAll() && nowNanos >= target) {
                return;
            }
            if (delivering) {
                stabilize(message -> true);
            }
        }
    }

    private boolean tickAll() {
        boolean ticked = false;
        for (Actor actor : actors.values()) {
            if (actor.core.isPresent() && actor.alive().nextDeadlineNanos() <= nowNanos) {
                say("  " + actor.id() + " ticks at " + nowNanos / 1_000_000 + "ms");
                actor.alive().tick(nowNanos);
                actor.pump();
                ticked = true;
            }
        }
        return ticked;
    }

    // ---- store liveness

    void giveSupport(ReplicaId supporter, ReplicaId supported, long epoch, long untilNanos) {
        support.put(supporter + " " + supported, new Support(epoch, untilNanos));
        actors.values().stream().filter(actor -> actor.core.isPresent()).forEach(actor -> {
            actor.alive().supportChanged(nowNanos);
            actor.pump();
        });
    }

    LeaderSupport supportFor(ReplicaId self) {
        return new LeaderSupport() {
            @Override
            public long epochSupporting(ReplicaId leader) {
                Support given = support.get(self + " " + leader);
                return given == null || given.untilNanos() <= nowNanos ? 0 : given.epoch();
            }

            @Override
            public long supportedUntilNanos(ReplicaId follower, long epoch) {
                Support given = support.get(follower + " " + self);
                return given == null || given.epoch() != epoch ? 0 : given.untilNanos();
            }
        };
    }
}
