package io.biplane.testbed.observe;

import io.biplane.base.id.ClusterVersion;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kernel.trace.TraceListener;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.change.NodeState;
import io.biplane.node.change.NodeChange;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.testbed.change.TestbedChange;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.Series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Listens to a run's trace and keeps what reports and expectations ask about. */
public final class RunRecorder implements TraceListener {
    /** While zero is not known yet, times are told as if it were this late. A day is later than any set-up. */
    private static final long SET_UP_NANOS = 86_400_000_000_000L;

    /** How the detail of a node's lane begins when its process ended itself. */
    public static final String SELF_ENDED = "ended itself: ";

    /** Faults after which a machine runs no process. */
    private static final List<String> PROCESS_ENDS =
            List.of("host.kill", "host.power_off", "host.exit");

    private final LaneRecorder leases = new LaneRecorder(Lane.Kind.LEASE);
    private final LaneRecorder leaders = new LaneRecorder(Lane.Kind.LEADER);
    private final LaneRecorder nodes = new LaneRecorder(Lane.Kind.NODE);
    private final SeriesRecorder series = new SeriesRecorder();
    private final List<Seen> changes = new ArrayList<>();
    private final Map<String, Long> countsSinceZero = new TreeMap<>();
    private final Map<String, NodeState> nodeStates = new TreeMap<>();
    /** Why a node ends itself, until its process has. */
    private final Map<String, String> selfEnded = new TreeMap<>();

    private final EventSink sink;
    private long zeroNanos = Long.MAX_VALUE;
    private boolean versionsInOrder = true;
    /** Since zero. */
    private long finalizations;

    private ClusterVersion storageVersion;

    /** Takes each event on, for {@code events.jsonl} and logs. */
    @FunctionalInterface
    public interface EventSink {
        /**
         * Takes one event.
         *
         * @param atNanos since the run's zero; negative while the cluster is set up
         */
        void accept(long atNanos, String host, StateChange change);
    }

    /** A change that was seen, by time since zero. */
    private record Seen(long atNanos, String kind) {}

    /**
     * A recorder for one run.
     *
     * @param storageVersion active version of the storage cluster at the start
     */
    public RunRecorder(ClusterVersion storageVersion, EventSink sink) {
        this.storageVersion = storageVersion;
        this.sink = sink;
    }

    /** Says when the run's zero is, in simulation time: events before were set-up. */
    public void startAt(long simulationNanos) {
        zeroNanos = simulationNanos;
    }

    @Override
    public void onEvent(TraceEvent event) {
        if (event instanceof TraceEvent.StateChanged changed) {
            onChange(changed.atNanos(), changed.host(), changed.change());
        } else if (event instanceof TraceEvent.Fault fault) {
            onChange(
                    fault.atNanos(),
                    fault.host(),
                    new TestbedChange.FaultHappened(fault.kind(), fault.detail()));
        }
    }

    /** How often a version was finalized from the run's zero on. */
    public long finalizations() {
        return finalizations;
    }

    /** How often a kind of change was seen from the run's zero on. */
    public long countSinceZero(String kind) {
        return countsSinceZero.getOrDefault(kind, 0L);
    }

    /** Whether no virtual cluster was ever finalized above the storage cluster's version. */
    public boolean versionsInOrder() {
        return versionsInOrder;
    }

    /** Last state of a node that was traced: LIVE, SUSPECT, DEAD …; empty when none was. */
    public String lastNodeState(String node) {
        NodeState state = nodeStates.get(node);
        return state == null ? "" : state.name();
    }

    /** How often a kind of change was seen in [from, until). */
    public long countBetween(String kind, long fromNanos, long untilNanos) {
        return changes.stream()
                .filter(seen -> seen.kind().equals(kind)
                        && seen.atNanos() >= fromNanos
                        && seen.atNanos() < untilNanos)
                .count();
    }

    /** Lanes of leases, leaders and nodes; call once, at the end. */
    public List<Lane> lanes(UnaryOperator<String> rangeNames, long endNanos) {
        List<Lane> lanes = new ArrayList<>(nodes.lanes(name -> name, endNanos));
        lanes.addAll(leases.lanes(rangeNames::apply, endNanos));
        lanes.addAll(leaders.lanes(rangeNames::apply, endNanos));
        return lanes;
    }

    /** Annotated counts over time. */
    public List<Series> series() {
        return series.series();
    }

    private void onChange(long simulationNanos, String host, StateChange change) {
        boolean setUp = zeroNanos == Long.MAX_VALUE;
        long at = setUp ? simulationNanos - SET_UP_NANOS : simulationNanos - zeroNanos;
        sink.accept(at, host, change);
        drawLanes(at, host, change);
        if (!setUp) {
            changes.add(new Seen(at, change.kind()));
            countsSinceZero.merge(change.kind(), 1L, Long::sum);
            series.count(change, at);
        }
    }

    private void drawLanes(long at, String host, StateChange change) {
        if (change instanceof KvServerChange ranges) {
            drawRange(at, host, ranges);
        } else if (change instanceof NodeChange process) {
            drawNode(at, host, process);
        } else if (change instanceof SqlServerChange.ServerDrainEntered drain) {
            nodes.begin(host, "DRAINING", word(drain.phase()), at);
        } else if (change instanceof SqlServerChange.VersionFinalized finalized) {
            onFinalized(finalized);
        } else if (change instanceof TestbedChange.FaultHappened fault
                && PROCESS_ENDS.contains(fault.fault())) {
            leases.endAll(host, at);
            leaders.endAll(host, at);
            String why = selfEnded.remove(host);
            nodes.begin(host, "DOWN", why == null ? "" : why, at);
        }
    }

    private void drawRange(long at, String host, KvServerChange change) {
        if (change instanceof KvServerChange.LeaseAcquired acquired) {
            leases.begin(acquired.range().toString(), host, word(acquired.leaseKind()), at);
        } else if (change instanceof KvServerChange.LeaseTransferred transferred) {
            leases.end(transferred.range().toString(), host, at);
        } else if (change instanceof KvServerChange.LeaseExpired expired) {
            leases.end(expired.range().toString(), host, at);
        } else if (change instanceof KvServerChange.LeaderElected elected) {
            leaders.begin(elected.range().toString(), host, "term " + elected.term(), at);
        } else if (change instanceof KvServerChange.LeaderSteppedDown ended) {
            leaders.end(ended.range().toString(), host, at);
        } else if (change instanceof KvServerChange.NodeStateChanged shown) {
            nodeStates.put(shown.node().hostName(), shown.state());
        }
    }

    private void drawNode(long at, String host, NodeChange change) {
        if (change instanceof NodeChange.NodeBooted booted) {
            nodes.begin(host, "LIVE", booted.binary().toString(), at);
        } else if (change instanceof NodeChange.NodeDrainEntered drain) {
            nodes.begin(host, "DRAINING", word(drain.step()), at);
        } else if (change instanceof NodeChange.DrainDone) {
            nodes.begin(host, "DRAINED", "", at);
        } else if (change instanceof NodeChange.EndedOverClock ended) {
            selfEnded.put(host, SELF_ENDED + ended.reason());
        }
    }

    private void onFinalized(SqlServerChange.VersionFinalized finalized) {
        if (zeroNanos != Long.MAX_VALUE) {
            finalizations++;
        }
        if (finalized.virtualCluster().equals("system")) {
            storageVersion = finalized.version();
        } else {
            versionsInOrder &= storageVersion.isAtLeast(finalized.version());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
