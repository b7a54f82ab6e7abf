package io.biplane.testbed.cluster;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.node.change.NodeChange;
import io.biplane.sqlserver.change.SqlServerChange;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps, from the trace's state changes alone, who was last known to hold, lead and serve what. It sees what a bystander with
 * all logs in hand would; it asks no actor and changes nothing.
 */
final class ClusterObserver {
    private final TreeMap<RangeId, NodeId> leaseholders = new TreeMap<>();
    private final TreeMap<RangeId, NodeId> leaders = new TreeMap<>();
    private final TreeMap<NodeId, NodeView> nodes = new TreeMap<>();
    private final TreeMap<String, ClusterVersion> versions = new TreeMap<>();

    private final Consumer<NodeId> onProcessEnd;

    /**
     * @param onProcessEnd told when a node's process is gone, by whatever cause
     */
    ClusterObserver(Consumer<NodeId> onProcessEnd) {
        this.onProcessEnd = onProcessEnd;
    }

    /** What is known of one node's present process. */
    static final class NodeView {
        boolean isReady;
        boolean isDraining;
        boolean isDrained;
        String refusal = "";
        /** Why the last process ended itself over its clock; empty when it did not. */
        String endedOverClock = "";
        /** When it did. */
        long endedAtNanos;

        int sessions;
    }

    void onEvent(TraceEvent event) {
        if (event instanceof TraceEvent.StateChanged changed) {
            node(changed.host())
                    .ifPresent(node -> onChange(node, changed.atNanos(), changed.change()));
        } else if (event instanceof TraceEvent.Fault fault
                && (fault.kind().equals("host.kill")
                        || fault.kind().equals("host.power_off")
                        || fault.kind().equals("host.exit"))) {
            node(fault.host()).ifPresent(node -> {
                forget(node);
                onProcessEnd.accept(node);
            });
        }
    }

    private void onChange(NodeId node, long atNanos, StateChange change) {
        if (change instanceof KvServerChange ranges) {
            onRangeChange(node, ranges);
        } else if (change instanceof SqlServerChange server) {
            onServerChange(view(node), server);
        } else if (change instanceof NodeChange process) {
            onNodeChange(view(node), atNanos, process);
        }
    }

    private void onRangeChange(NodeId node, KvServerChange change) {
        if (change instanceof KvServerChange.LeaderElected elected) {
            leaders.put(elected.range(), node);
        } else if (change instanceof KvServerChange.LeaderSteppedDown ended) {
            leaders.remove(ended.range(), node);
        } else if (change instanceof KvServerChange.LeaseAcquired acquired) {
            leaseholders.put(acquired.range(), node);
        } else if (change instanceof KvServerChange.LeaseExpired expired) {
            leaseholders.remove(expired.range(), node);
        }
    }

    private void onServerChange(NodeView view, SqlServerChange change) {
        if (change instanceof SqlServerChange.SessionOpened) {
            view.sessions++;
        } else if (change instanceof SqlServerChange.SessionClosed) {
            view.sessions--;
        } else if (change instanceof SqlServerChange.ServerDrainEntered) {
            view.isDraining = true;
        } else if (change instanceof SqlServerChange.ServerRefused refused) {
            view.refusal = refused.reason();
        } else if (change instanceof SqlServerChange.VersionFinalized finalized) {
            versions.put(finalized.virtualCluster(), finalized.version());
        }
    }

    private void onNodeChange(NodeView view, long atNanos, NodeChange change) {
        if (change instanceof NodeChange.NodeBooted) {
            view.isReady = true;
            view.refusal = "";
        } else if (change instanceof NodeChange.EndedOverClock ended) {
            view.endedOverClock = ended.reason();
            view.endedAtNanos = atNanos;
            if (!view.isReady) {
                view.refusal = view.endedOverClock;
            }
        } else if (change instanceof NodeChange.NodeDrainEntered) {
            view.isDraining = true;
        } else if (change instanceof NodeChange.DrainDone) {
            view.isDrained = true;
        } else if (change instanceof NodeChange.BinaryRefused refused) {
            view.refusal = refused.reason();
        }
    }

    /** The process is gone: what it held in memory is no more; leases and leaderships are for others to take over. */
    private void forget(NodeId node) {
        NodeView view = view(node);
        view.isReady = false;
        view.isDraining = false;
        view.isDrained = false;
        view.sessions = 0;
        leaders.values().removeIf(node::equals);
    }

    NodeView view(NodeId node) {
        return nodes.computeIfAbsent(node, id -> new NodeView());
    }

    Optional<NodeId> leaseholder(RangeId range) {
        return Optional.ofNullable(leaseholders.get(range));
    }

    Optional<NodeId> leader(RangeId range) {
        return Optional.ofNullable(leaders.get(range));
    }

    int leases(NodeId node) {
        return count(leaseholders, node);
    }

    int leaders(NodeId node) {
        return count(leaders, node);
    }

    Optional<ClusterVersion> finalized(String virtualCluster) {
        return Optional.ofNullable(versions.get(virtualCluster));
    }

    private static int count(Map<RangeId, NodeId> holders, NodeId node) {
        int count = 0;
        for (NodeId holder : holders.values()) {
            if (holder.equals(node)) {
                count++;
            }
        }
        return count;
    }

    private static Optional<NodeId> node(String host) {
        boolean isNode = host.matches("n[1-9][0-9]*");
        return isNode
                ? Optional.of(new NodeId(Integer.parseInt(host.substring(1))))
                : Optional.empty();
    }
}
