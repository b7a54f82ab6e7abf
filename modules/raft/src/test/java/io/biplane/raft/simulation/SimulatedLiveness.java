package io.biplane.raft.simulation;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.port.LeaderSupport;

import java.util.Map;
import java.util.TreeMap;

/**
 * Store liveness with one store a replica. Requests for support travel over the group's lossy
 * network. A supporter that has not been asked in time withdraws and raises the epoch; what it had
 * promised is then in the past. Survives crashes, as the real one is durable.
 */
final class SimulatedLiveness {
    static final long SUPPORT_NANOS = 3_000_000_000L;
    private static final long BEAT_NANOS = 1_000_000_000L;

    private final SimulatedGroup group;
    /** By supporter, then supported. */
    private final TreeMap<ReplicaId, TreeMap<ReplicaId, Support>> given = new TreeMap<>();

    private final TreeMap<ReplicaId, TreeMap<ReplicaId, Support>> received = new TreeMap<>();

    /** By store: how often it started. Promises to a former life are void, as in the real one. */
    private final TreeMap<ReplicaId, Long> lives = new TreeMap<>();

    private record Support(long epoch, long life, long untilNanos) {}

    SimulatedLiveness(SimulatedGroup group) {
        this.group = group;
    }

    /** Starts asking for {@code store}, and watching over what it gave. */
    void start(ReplicaId store) {
        given.put(store, new TreeMap<>());
        received.put(store, new TreeMap<>());
        beat(store);
        watch(store);
    }

    /** The store's process starts again. */
    void restarted(ReplicaId store) {
        lives.merge(store, 1L, Long::sum);
        received.get(store).clear();
    }

    private void beat(ReplicaId store) {
        if (group.isUp(store)) {
            long until = group.nowNanos() + SUPPORT_NANOS;
            long life = lives.getOrDefault(store, 0L);
            for (ReplicaId other : given.keySet()) {
                if (!other.is(store)) {
                    group.travel(store, other, () -> onAsked(other, store, life, until));
                }
            }
        }
        group.after(BEAT_NANOS, () -> beat(store));
    }

    private void onAsked(ReplicaId supporter, ReplicaId store, long life, long until) {
        if (!group.isUp(supporter) || until <= group.nowNanos()) {
            return;
        }
        Support before = given.get(supporter).getOrDefault(store, new Support(1, life, 0));
        if (life < before.life()) {
            return;
        }
        boolean isNewLife = life > before.life();
        Support now = isNewLife
                ? new Support(before.epoch() + 1, life, until)
                : new Support(before.epoch(), life, Math.max(before.untilNanos(), until));
        given.get(supporter).put(store, now);
        if (isNewLife) {
            group.supportChanged(supporter);
        }
        group.travel(supporter, store, () -> onGranted(store, supporter, now));
    }

    private void onGranted(ReplicaId store, ReplicaId supporter, Support support) {
        if (group.isUp(store)) {
            received.get(store).put(supporter, support);
            group.supportChanged(store);
        }
    }

    private void watch(ReplicaId store) {
        boolean changed = false;
        for (Map.Entry<ReplicaId, Support> entry : given.get(store).entrySet()) {
            Support support = entry.getValue();
            if (support.untilNanos() != 0 && support.untilNanos() <= group.nowNanos()) {
                entry.setValue(new Support(support.epoch() + 1, support.life(), 0));
                changed = true;
            }
        }
        if (changed) {
            group.supportChanged(store);
        }
        group.after(100_000_000L, () -> watch(store));
    }

    LeaderSupport viewOf(ReplicaId self) {
        return new LeaderSupport() {
            @Override
            public long epochSupporting(ReplicaId leader) {
                Support support = given.get(self).get(leader);
                return support == null || support.untilNanos() == 0 ? 0 : support.epoch();
            }

            @Override
            public long supportedUntilNanos(ReplicaId follower, long epoch) {
                Support support = received.get(self).get(follower);
                return support == null || support.epoch() != epoch ? 0 : support.untilNanos();
            }
        };
    }
}
