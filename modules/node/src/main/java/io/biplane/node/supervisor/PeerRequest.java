package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.trace.TraceName;

import java.util.Optional;

/**
 * A question one node's control plane asks another's, service {@code cluster}.
 *
 * @param id the asker's number, echoed
 */
@TraceName("control-peer.request")
record PeerRequest(long id, Question question, ActorRef<Answer> replyTo)
        implements ControlPlaneCoordinator.Command {
    /** What is asked. */
    sealed interface Question {}

    /** Rows of a virtual cluster changed: read them now. */
    record RefreshRows(TenantId tenant) implements Question {}

    /** Does your binary know this version? */
    record Validate(ClusterVersion to) implements Question {}

    /** Work by this version from now on, and remember it. */
    record Bump(ClusterVersion to) implements Question {}

    /** Is a SQL server of the virtual cluster up on your node? */
    record IsUp(TenantId tenant) implements Question {}

    /**
     * The answer.
     *
     * @param refusal why not; empty for yes
     */
    @TraceName("control-peer.answer")
    record Answer(long id, NodeId node, Optional<String> refusal) {}
}
