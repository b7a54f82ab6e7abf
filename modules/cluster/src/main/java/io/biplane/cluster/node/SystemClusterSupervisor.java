package io.biplane.cluster.node;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.host.HostServices;

/** The guardian of a node's process: the control plane's hand on this node. */
public final class SystemClusterSupervisor {
    private SystemClusterSupervisor() {}

    /** What the guardian takes. */
    public interface Command {}

    /** A node's process. */
    public static Behavior<Command> create(NodeBoot boot, HostServices services) {
        return Behaviors.setup(context -> Behaviors.empty());
    }
}
