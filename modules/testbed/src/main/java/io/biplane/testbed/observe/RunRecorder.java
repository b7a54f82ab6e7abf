package io.biplane.testbed.observe;

import io.biplane.base.id.ClusterVersion;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kernel.trace.TraceListener;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.Series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Listens to a run's trace and keeps what reports and expectations ask about. */
public final class RunRecorder implements TraceListener {
    /** While zero is not known yet, times are told as if it were this late. A day is later than any set-up. */
    private static final long SET_UP_NANOS = 86_400_000_000_000L;

    /** How the detail of a node's lane begins when its process ended itself. */
    public static final String SELF_ENDED = "ended itself: ";

    private final LaneRecorder leases = new LaneRecorder(Lane.Kind.LEASE);
    private final LaneRecorder leaders = new LaneRecorder(Lane.Kind.LEADER);
    private final LaneRecorder nodes = new LaneRecorder(Lane.Kind.NODE);
    private final SeriesRecorder series = new SeriesRecorder();
    private final List<Seen> changes = new ArrayList<>();
    private final Map<String, Long> countsSinceZero = new TreeMap<>();
    private final Map<String, String> nodeStates = new TreeMap<>();
    /** Why a node ends itself, until its process has. */
    private final Map<String, String> selfEnded = new TreeMap<>();

    private final EventSink sink;
    private long zeroNanos = Long.MAX_VALUE;
    private boolean versionsInOrder = true;
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
                    StateChange.of("fault." + fault.kind(), "detail", fault.detail()));
        }
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
        return nodeStates.getOrDefault(node, "");
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
            series.count(change.kind(), at);
        }
    }

    private void drawLanes(long at, String host, StateChange change) {
        switch (change.kind()) {
            case "lease.acquired" ->
                leases.begin(field(change, "range"), host, field(change, "kind"), at);
            case "lease.transferred" -> leases.end(field(change, "range"), host, at);
            case "lease.expired" -> leases.end(field(change, "range"), host, at);
            case "raft.leader" ->
                leaders.begin(field(change, "range"), host, "term " + field(change, "term"), at);
            case "raft.stepdown" -> leaders.end(field(change, "range"), host, at);
            case "node.booted" -> nodes.begin(host, "LIVE", field(change, "version"), at);
            case "node.state" -> nodeStates.put(field(change, "node"), field(change, "state"));
            case "drain.phase" -> nodes.begin(host, "DRAINING", field(change, "phase"), at);
            case "version.finalized" -> onFinalized(change);
            case "drain.done" -> nodes.begin(host, "DRAINED", "", at);
            case "clock.ended_process" -> selfEnded.put(host, SELF_ENDED + field(change, "reason"));
            case "fault.host.kill", "fault.host.power_off", "fault.host.exit" -> {
                leases.endAll(host, at);
                leaders.endAll(host, at);
                String why = selfEnded.remove(host);
                nodes.begin(host, "DOWN", why == null ? "" : why, at);
            }
            default -> {
                // Not drawn.
            }
        }
    }

    private void onFinalized(StateChange change) {
        ClusterVersion version = ClusterVersion.parse(field(change, "version"));
        if (field(change, "scope").equals("system")) {
            storageVersion = version;
        } else {
            versionsInOrder &= storageVersion.isAtLeast(version);
        }
    }

    /** The text of a field; empty when the change has none of that name. */
    public static String field(StateChange change, String name) {
        for (StateChange.Field field : change.fields()) {
            if (field.name().equals(name)) {
                return String.valueOf(field.value());
            }
        }
        return "";
    }
}
