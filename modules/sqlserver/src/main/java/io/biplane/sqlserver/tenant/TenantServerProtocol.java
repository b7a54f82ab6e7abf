package io.biplane.sqlserver.tenant;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.ClusterVersion;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.drain.ServerDrain;
import io.biplane.sqlserver.record.TenantRecord;

/**
 * What is said to and by one virtual cluster's SQL server on one node.
 *
 * <pre>
 * node    --Operator, Refresh, Drain, Crash--&gt; server --Serving, Refused, Draining--&gt; node
 * router  --Connect--------------------------&gt; server (answered by the session)
 * </pre>
 */
public final class TenantServerProtocol {
    private TenantServerProtocol() {}

    /** What a server takes. */
    public sealed interface Command {}

    /** A client wants a session. */
    @TraceName("tenant-server.connect")
    public record Connect(ConnectProtocol.Connect connect) implements Command {}

    /** What the system virtual cluster imposes changed: overrides of settings, the storage cluster version. */
    @TraceName("tenant-server.operator")
    public record OverridesChanged(
            SettingsSnapshot.OperatorSettings settings, ClusterVersion storageVersion)
            implements Command {}

    /** Own rows changed somewhere: read them now. */
    @TraceName("tenant-server.refresh")
    public record Refresh(long id, ActorRef<Refreshed> replyTo) implements Command {}

    /** Own rows have been read after the request of that number. */
    @TraceName("tenant-server.refreshed")
    public record Refreshed(long id) {}

    /** Ends the clients' sessions by phases, then the server. */
    @TraceName("tenant-server.drain")
    public enum Drain implements Command {
        INSTANCE
    }

    /** Fails, as a bug would make it. */
    @TraceName("tenant-server.crash")
    public enum Crash implements Command {
        INSTANCE
    }

    @TraceName("tenant-server.kv-answered")
    record KvAnswered(BatchAnswer answer) implements Command {}

    @TraceName("tenant-server.operator-answered")
    record CoordinatorAnswered(CoordinatorClient.Answer answer) implements Command {}

    @TraceName("tenant-server.session-ended")
    record SessionEnded(long id) implements Command {}

    /** What the flow server tells. */
    @TraceName("tenant-server.news")
    enum News implements Command {
        FLOW_ENDED,
        INSTANCES_CHANGED
    }

    @TraceName("tenant-server.timer")
    enum Timer implements Command {
        REFRESH,
        RETRY,
        HEARTBEAT,
        UPGRADE,
        DRAIN
    }

    /** What a server tells its parent. */
    public sealed interface Event {
        TenantRecord tenant();
    }

    /** It takes connections. */
    @TraceName("tenant-server.serving")
    public record Serving(TenantRecord tenant, ActorRef<ConnectProtocol.Connect> connections)
            implements Event {}

    /** Its binary may not serve this virtual cluster; it has stopped. */
    @TraceName("tenant-server.refused")
    public record Refused(TenantRecord tenant, String reason) implements Event {}

    /** Its drain entered a phase, or a session ended; the last phase is {@code DONE}, then it has stopped. */
    @TraceName("tenant-server.draining")
    public record Draining(TenantRecord tenant, ServerDrain.Phase phase, int sessions)
            implements Event {}
}
