package io.biplane.kvserver.bootstrap;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.MetaKeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which ranges a new cluster has, where their replicas live and what they hold. Every node works out the same plan.
 *
 * @param seeds in key order, covering the keyspace without gap
 */
public record BootstrapPlan(List<RangeSeed> seeds) {
    /** Raft index of the state a seed stands for. Source: CockroachDB's {@code RaftInitialLogIndex}. */
    public static final long INITIAL_INDEX = 10;
    /** Raft term of that state. Source: CockroachDB's {@code RaftInitialLogTerm}. */
    public static final long INITIAL_TERM = 5;

    public BootstrapPlan {
        seeds = List.copyOf(seeds);
        Key covered = Key.MIN;
        for (RangeSeed seed : seeds) {
            if (!seed.descriptor().span().start().equals(covered)) {
                throw new IllegalArgumentException("gap or overlap between " + covered + " and "
                        + seed.descriptor().span());
            }
            covered = seed.descriptor().span().end();
        }
        if (!covered.equals(Key.MAX)) {
            throw new IllegalArgumentException("no range from " + covered + " on");
        }
    }

    /** The ranges that have a replica on the node, in key order. */
    public List<RangeSeed> on(NodeId node) {
        return seeds.stream().filter(seed -> seed.descriptor().isOn(node)).toList();
    }

    /** The range that holds the key. */
    public RangeDescriptor rangeOf(Key key) {
        for (RangeSeed seed : seeds) {
            if (seed.descriptor().span().contains(key)) {
                return seed.descriptor();
            }
        }
        throw new IllegalArgumentException("no range holds " + key);
    }

    /** A node that may take replicas, and the failure domain it stands in. */
    public record Candidate(NodeId node, String zone) {}

    /** A plan in the making over the given nodes: the system's ranges are in it from the start. */
    public static Builder over(List<Candidate> nodes) {
        return new Builder(nodes);
    }

    /** Collects splits, replication factors and rows; owned by one caller. */
    public static final class Builder {
        /** Replicas of meta, liveness and system ranges. Source: docs/reference/operations.md §7. */
        private static final int SYSTEM_REPLICATION = 5;

        private final List<NodeId> placement;
        private final TreeMap<Key, Integer> replicationByStart = new TreeMap<>();
        private final TreeMap<Key, byte[]> rows = new TreeMap<>();

        private Builder(List<Candidate> nodes) {
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException("a cluster needs a node");
            }
            placement = interleaved(nodes);
            range(Keyspace.META.start(), SYSTEM_REPLICATION);
            range(Keyspace.LIVENESS.start(), SYSTEM_REPLICATION);
            range(Keyspace.SYSTEM_LOCAL.start(), SYSTEM_REPLICATION);
            range(Keyspace.SYSTEM_TABLES.start(), SYSTEM_REPLICATION);
            range(Keyspace.TENANTS.start(), 3);
        }

        /**
         * Begins a range at {@code start}, which reaches to the next start.
         *
         * @param replication wanted number of replicas, odd; fewer nodes give the largest odd number they allow
         */
        public Builder range(Key start, int replication) {
            if (replication < 1 || replication % 2 == 0) {
                throw new IllegalArgumentException(
                        "replication factor must be odd: " + replication);
            }
            replicationByStart.put(start, replication);
            return this;
        }

        /** Puts a row into whichever range holds the key. */
        public Builder row(Key key, byte[] value) {
            rows.put(key, value);
            return this;
        }

        /** The plan, with the meta records that address its ranges. */
        public BootstrapPlan build() {
            List<RangeDescriptor> descriptors = descriptors();
            for (RangeDescriptor descriptor : descriptors) {
                rows.put(MetaKeys.record(descriptor.span().end()), RangeCodec.bytes(descriptor));
            }
            List<RangeSeed> seeds = new ArrayList<>(descriptors.size());
            for (RangeDescriptor descriptor : descriptors) {
                Span span = descriptor.span();
                List<RangeSeed.Row> held = new ArrayList<>();
                for (Map.Entry<Key, byte[]> row :
                        rows.subMap(span.start(), span.end()).entrySet()) {
                    held.add(new RangeSeed.Row(row.getKey(), row.getValue()));
                }
                seeds.add(new RangeSeed(descriptor, descriptor.replicas().get(0).node(), held));
            }
            return new BootstrapPlan(seeds);
        }

        private List<RangeDescriptor> descriptors() {
            List<RangeDescriptor> descriptors = new ArrayList<>(replicationByStart.size());
            long id = 1;
            for (Map.Entry<Key, Integer> range : replicationByStart.entrySet()) {
                Key next = replicationByStart.higherKey(range.getKey());
                Span span = new Span(range.getKey(), next == null ? Key.MAX : next);
                List<ReplicaDescriptor> replicas = replicas((int) (id - 1), range.getValue());
                descriptors.add(new RangeDescriptor(
                        new RangeId(id), span, 1, replicas, replicas.size() + 1L));
                id++;
            }
            return descriptors;
        }

        /** Round robin, so that replicas and preferred leaseholders spread evenly. */
        private List<ReplicaDescriptor> replicas(int offset, int wanted) {
            int odd = placement.size() % 2 == 1 ? placement.size() : placement.size() - 1;
            int count = Math.max(1, Math.min(wanted, odd));
            List<ReplicaDescriptor> replicas = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                NodeId node = placement.get((offset + i) % placement.size());
                replicas.add(new ReplicaDescriptor(node, i + 1L, ReplicaDescriptor.Type.VOTER));
            }
            return replicas;
        }

        /** Takes one node of each zone in turn, so that neighbours in the list stand in different zones. */
        private static List<NodeId> interleaved(List<Candidate> nodes) {
            TreeMap<String, TreeSet<NodeId>> byZone = new TreeMap<>();
            for (Candidate node : nodes) {
                byZone.computeIfAbsent(node.zone(), zone -> new TreeSet<>()).add(node.node());
            }
            List<NodeId> order = new ArrayList<>(nodes.size());
            while (order.size() < nodes.size()) {
                for (TreeSet<NodeId> zone : byZone.values()) {
                    NodeId next = zone.pollFirst();
                    if (next != null) {
                        order.add(next);
                    }
                }
            }
            return order;
        }
    }
}
