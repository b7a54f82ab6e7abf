package io.biplane.node.change;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.kernel.trace.StateChange;
import io.biplane.node.drain.NodeDrain;

import java.util.List;
import java.util.Locale;

/** Changes that a node as a whole tells of. */
public sealed interface NodeChange extends StateChange {
    /**
     * The process has come up: it answers SQL, health and key-value requests.
     *
     * @param binary what it runs
     */
    record NodeBooted(ClusterVersion binary) implements NodeChange {
        @Override
        public String kind() {
            return "node.booted";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("version", binary);
        }
    }

    /**
     * A binary refuses to start on what it finds on disk or in the cluster; the process ends.
     *
     * @param host name of the node's machine
     */
    record BinaryRefused(String host, String reason) implements NodeChange {
        @Override
        public String kind() {
            return "version.refused";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("scope", host, "reason", reason);
        }
    }

    /**
     * A node ends itself: its clock is too far from its peers', or beyond what it had written down.
     *
     * @param host name of the node's machine
     */
    record EndedOverClock(String host, String reason) implements NodeChange {
        @Override
        public String kind() {
            return "clock.ended_process";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("node", host, "reason", reason);
        }
    }

    /** The drain of a node entered a step. */
    record NodeDrainEntered(NodeId node, NodeDrain.Step step) implements NodeChange {
        @Override
        public String kind() {
            return "drain.phase";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf(
                    "node", node, "tenant", "", "phase", step.name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A round of a drain says what is left.
     *
     * @param remaining servers, sessions, leases and leaderships
     */
    record DrainRemaining(NodeId node, long remaining) implements NodeChange {
        @Override
        public String kind() {
            return "drain.remaining";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("node", node, "count", remaining);
        }
    }

    /** A drain has ended with nothing left. */
    record DrainDone(NodeId node) implements NodeChange {
        @Override
        public String kind() {
            return "drain.done";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("node", node);
        }
    }
}
