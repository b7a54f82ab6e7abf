package io.biplane.scenario.timeline;

import io.biplane.scenario.source.SourcePosition;

import java.util.Locale;

/** One or more nodes, by name or by the role they have when the step fires. */
public sealed interface Target {
    /** Where the file says it. */
    SourcePosition mark();

    /** A node by name. */
    record Named(String node, SourcePosition mark) implements Target {
        @Override
        public String toString() {
            return node;
        }
    }

    /** The node that has a role for one range: {@code leaseholder(main.kv)}. */
    record OfRange(RangeRole role, RangeRef range, SourcePosition mark) implements Target {
        @Override
        public String toString() {
            return role.name().toLowerCase(Locale.ROOT) + "(" + range + ")";
        }
    }

    /** The node whose session serves a client: {@code gateway(kv-3)}. */
    record Gateway(String load, int clientNumber, SourcePosition mark) implements Target {
        @Override
        public String toString() {
            return "gateway(" + load + "-" + clientNumber + ")";
        }
    }

    /** All nodes of a region or zone: {@code region(us-east)}. */
    record OfPlace(PlaceKind kind, String place, SourcePosition mark) implements Target {
        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + "(" + place + ")";
        }
    }

    /** A role without parameters: {@code any_node}. */
    record Group(GroupKind kind, SourcePosition mark) implements Target {
        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Roles a node can have for one range. */
    enum RangeRole {
        /** Holds the range's lease; the step waits up to 10 s for one when there is none. */
        LEASEHOLDER,
        /** Leads the range's Raft group; waits likewise. */
        LEADER,
        /** A voter that neither leads nor holds the lease; the one with the lowest number. */
        FOLLOWER
    }

    /** Kinds of places. */
    enum PlaceKind {
        REGION,
        ZONE
    }

    /** Roles without parameters. */
    enum GroupKind {
        /** One running node, drawn from the seed. */
        ANY_NODE,
        /** Every node. */
        ALL_NODES,
        /** Every node that the step's other side does not name. */
        OTHERS,
        /**
         * As few voters of the liveness range as break its quorum: 3 of 5, 2 of 3; leaseholder
         * first.
         */
        LIVENESS_QUORUM
    }
}
