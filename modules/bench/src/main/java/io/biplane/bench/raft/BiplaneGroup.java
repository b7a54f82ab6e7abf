package io.biplane.bench.raft;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.FlowLimits;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayList;
import java.util.List;

/** Three of our cores. */
final class BiplaneGroup implements Group {
    private static final int REPLICAS = 3;
    /** As many as the MicroRaft side keeps between its snapshots. */
    private static final int KEPT = 10_000;

    private final StepLoop loop;
    private final Shell[] shells = new Shell[REPLICAS];
    private long applied;
    private boolean loaded;

    BiplaneGroup(StepLoop loop, int number) {
        this.loop = loop;
        List<ReplicaId> voters = new ArrayList<>();
        for (int i = 1; i <= REPLICAS; i++) {
            voters.add(ReplicaId.of(i));
        }
        for (int i = 0; i < REPLICAS; i++) {
            shells[i] = new Shell(voters, i, number);
        }
        for (Shell shell : shells) {
            shell.pump();
        }
    }

    @Override
    public boolean hasLeader() {
        return leader() >= 0;
    }

    private int leader() {
        for (int i = 0; i < REPLICAS; i++) {
            if (shells[i].core.isLeader()) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void load(int outstanding) {
        loaded = true;
        Shell shell = shells[leader()];
        shell.propose(outstanding);
        shell.pump();
    }

    @Override
    public long applied() {
        return applied;
    }

    /** One replica: carries out what its core says, in memory. */
    private final class Shell {
        final RaftCore core;
        private long tickAtNanos = Long.MAX_VALUE;
        /** The state machine. */
        private long checksum;

        private long compactedIndex;

        Shell(List<ReplicaId> voters, int position, int number) {
            long[] state = {number * 31L + position + 1};
            FlowLimits limits = new FlowLimits(1 << 20, 128, 32 << 20, 64 << 20, 1 << 20);
            core = new RaftCore(
                    RaftConfig.defaults(voters.get(position)).with(limits),
                    RecoveredState.fresh(Configuration.ofVoters(voters)),
                    bound -> draw(state, bound),
                    LeaderSupport.NONE,
                    RaftObserver.NONE,
                    0);
        }

        private long draw(long[] state, long bound) {
            state[0] = state[0] * 6364136223846793005L + 1442695040888963407L;
            return (state[0] >>> 16) % bound;
        }

        void propose(int count) {
            for (int i = 0; i < count; i++) {
                core.propose(new Blob(), loop.nowNanos());
            }
        }

        void deliver(RaftMessage message) {
            core.step(message, loop.nowNanos());
            pump();
        }

        void pump() {
            boolean again = true;
            while (again) {
                again = false;
                if (core.hasReady()) {
                    carryOut(core.takeReady(loop.nowNanos()));
                    again = true;
                }
                if (core.hasWrite()) {
                    core.persisted(core.takeWrite().number(), loop.nowNanos());
                    again = true;
                }
            }
            arm();
        }

        private void carryOut(Ready ready) {
            List<RaftMessage> messages = ready.messages();
            for (int i = 0; i < messages.size(); i++) {
                RaftMessage message = messages.get(i);
                Shell to = shells[(int) message.to().value() - 1];
                loop.after(LATENCY_NANOS, () -> to.deliver(message));
            }
            EntrySlice entries = ready.toApply();
            if (!entries.isEmpty()) {
                apply(entries);
            }
        }

        private void apply(EntrySlice entries) {
            int blobs = 0;
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).payload() instanceof Blob blob) {
                    checksum = checksum * 31 + blob.content.length;
                    blobs++;
                }
            }
            long last = entries.lastIndex();
            core.applied(last, loop.nowNanos());
            if (last - compactedIndex > 2 * KEPT) {
                compactedIndex = last - KEPT;
                core.compact(compactedIndex);
            }
            if (loaded && core.isLeader()) {
                applied += blobs;
                propose(blobs);
            }
        }

        private void arm() {
            long deadline = core.nextDeadlineNanos();
            if (deadline < tickAtNanos) {
                tickAtNanos = deadline;
                loop.after(Math.max(0, deadline - loop.nowNanos()), () -> tick(deadline));
            }
        }

        private void tick(long deadline) {
            if (tickAtNanos == deadline) {
                tickAtNanos = Long.MAX_VALUE;
                core.tick(loop.nowNanos());
                pump();
            }
        }
    }
}
