package io.biplane.testbed.change;

import io.biplane.kernel.trace.StateChange;

import java.util.List;

/** Changes that clients, the load balancer and whoever injects faults tell of. */
public sealed interface TestbedChange extends StateChange {
    /**
     * A client that lost its session has a new one on another node.
     *
     * @param fromNode host name of the session before
     * @param toNode host name of the new one
     */
    record SessionMoved(String client, String fromNode, String toNode) implements TestbedChange {
        @Override
        public String kind() {
            return "session.moved";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("client", client, "from", fromNode, "to", toNode);
        }
    }

    /**
     * A client that lost its session has a new one on the same node.
     *
     * @param node host name of both sessions
     */
    record ClientReconnected(String client, String node) implements TestbedChange {
        @Override
        public String kind() {
            return "client.reconnected";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("client", client, "from", node, "to", node);
        }
    }

    /**
     * The load balancer's health checks found a node up, or down.
     *
     * @param node host name
     */
    record BackendMarked(String node, boolean isUp) implements TestbedChange {
        @Override
        public String kind() {
            return "lb.backend";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("node", node, "up", isUp);
        }
    }

    /**
     * A fault of the trace, told with the changes.
     *
     * @param fault kind of the fault, such as {@code host.kill}
     * @param detail as the trace says it
     */
    record FaultHappened(String fault, String detail) implements TestbedChange {
        @Override
        public String kind() {
            return "fault." + fault;
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("detail", detail);
        }
    }
}
