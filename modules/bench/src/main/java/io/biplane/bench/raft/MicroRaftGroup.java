package io.biplane.bench.raft;

import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.executor.RaftNodeExecutor;
import io.microraft.model.message.RaftMessage;
import io.microraft.report.RaftNodeReport;
import io.microraft.statemachine.StateMachine;
import io.microraft.transport.Transport;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Three MicroRaft nodes on the same loop, with its default model and no store, as its authors run
 * it in memory.
 */
final class MicroRaftGroup implements Group {
    private static final int REPLICAS = 3;

    private final StepLoop loop;
    private final Map<RaftEndpoint, RaftNode> nodes = new LinkedHashMap<>();
    private RaftNode leader;
    private long applied;

    private record Endpoint(String id) implements RaftEndpoint {
        @Override
        public Object getId() {
            return id;
        }
    }

    MicroRaftGroup(StepLoop loop, int number) {
        this.loop = loop;
        List<RaftEndpoint> members = new ArrayList<>();
        for (int i = 1; i <= REPLICAS; i++) {
            members.add(new Endpoint("g" + number + "n" + i));
        }
        RaftConfig config = RaftConfig.newBuilder()
                .setLeaderElectionTimeoutMillis(2_000)
                .setLeaderHeartbeatPeriodSecs(1)
                .setLeaderHeartbeatTimeoutSecs(4)
                .setAppendEntriesRequestBatchSize(10_000)
                .setCommitCountToTakeSnapshot(10_000)
                .setMaxPendingLogEntryCount(10_000)
                .build();
        for (int i = 0; i < REPLICAS; i++) {
            RaftNode node = RaftNode.newBuilder()
                    .setGroupId("g" + number)
                    .setLocalEndpoint(members.get(i))
                    .setInitialGroupMembers(members)
                    .setConfig(config)
                    .setExecutor(new LoopExecutor())
                    .setTransport(new LoopTransport())
                    .setStateMachine(new Counter())
                    .setRaftNodeReportListener(this::onReport)
                    .setRandom(new Random(number * 31L + i))
                    .setClock(new LoopClock())
                    .build();
            nodes.put(members.get(i), node);
        }
        nodes.values().forEach(RaftNode::start);
    }

    private void onReport(RaftNodeReport report) {
        if (report.getRole() == io.microraft.RaftRole.LEADER) {
            leader = nodes.get(report.getEndpoint());
        }
    }

    @Override
    public boolean hasLeader() {
        return leader != null && leader.getTerm().getLeaderEndpoint() != null;
    }

    @Override
    public void load(int outstanding) {
        for (int i = 0; i < outstanding; i++) {
            propose();
        }
    }

    private void propose() {
        leader.<Object>replicate(new Blob()).whenComplete((result, failure) -> {
            if (failure != null) {
                throw new IllegalStateException("proposal failed", failure);
            }
            applied++;
            propose();
        });
    }

    @Override
    public long applied() {
        return applied;
    }

    private final class LoopExecutor implements RaftNodeExecutor {
        @Override
        public void execute(Runnable task) {
            loop.after(0, task);
        }

        @Override
        public void submit(Runnable task) {
            loop.after(0, task);
        }

        @Override
        public void schedule(Runnable task, long delay, TimeUnit unit) {
            loop.after(unit.toNanos(delay), task);
        }
    }

    private final class LoopTransport implements Transport {
        @Override
        public void send(RaftEndpoint target, RaftMessage message) {
            RaftNode node = nodes.get(target);
            loop.after(LATENCY_NANOS, () -> node.handle(message));
        }

        @Override
        public boolean isReachable(RaftEndpoint endpoint) {
            return nodes.containsKey(endpoint);
        }
    }

    private static final class Counter implements StateMachine {
        private long checksum;

        @Override
        public Object runOperation(long commitIndex, Object operation) {
            if (operation instanceof Blob blob) {
                checksum = checksum * 31 + blob.content.length;
            }
            return checksum;
        }

        @Override
        public void takeSnapshot(long commitIndex, Consumer<Object> chunks) {
            chunks.accept(checksum);
        }

        @Override
        public void installSnapshot(long commitIndex, List<Object> chunks) {
            checksum = (Long) chunks.get(0);
        }

        @Override
        public Object getNewTermOperation() {
            return "new term";
        }
    }

    /** Virtual time for leases and heartbeats. */
    private final class LoopClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public long millis() {
            return loop.nowNanos() / 1_000_000;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }
    }
}
