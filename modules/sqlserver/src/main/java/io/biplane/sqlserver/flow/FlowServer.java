package io.biplane.sqlserver.flow;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.NodeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.flow.FlowSpec;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.cost.SqlCostModel;
import io.biplane.sqlserver.transaction.KvPort;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * A SQL server's flow server: takes other servers' work and has workers do it; sends this server's work out and watches over whoever
 * does it. Mutable: flows under way in both directions, and whether it takes new ones.
 */
public final class FlowServer extends AbstractBehavior<FlowServer.Command> {
    /** Source: docs/reference/operations.md §1, RPC ping and RPC timeout. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(1);

    private static final long PING_TIMEOUT_NANOS = 6_000_000_000L;

    private final TimerScheduler<Command> timers;
    private final Setup setup;
    private final TreeMap<FlowName, ActorRef<FlowWorker.Command>> workers = new TreeMap<>();
    private final TreeMap<Long, Sent> sent = new TreeMap<>();
    private boolean isRefusing;
    private boolean isPinging;

    /** What a flow server takes. */
    public sealed interface Command permits FlowProtocol.ToDesk, Own {}

    /** From this node. */
    sealed interface Own extends Command {}

    /** A session has work for another node. */
    @TraceName("flow-server.open")
    record Open(long flow, NodeId node, FlowSpec spec, ActorRef<FlowProtocol.ToGateway> replyTo)
            implements Own {}

    /** A session wants no more of a flow, or it has ended. */
    @TraceName("flow-server.close")
    record Close(long flow, boolean hasEnded) implements Own {}

    /** The server's drain: no flow is taken any more, what still runs is cut. */
    @TraceName("flow-server.refuse")
    public enum Refuse implements Own {
        INSTANCE
    }

    @TraceName("flow-server.ended")
    private record Ended(FlowName name) implements Own {}

    @TraceName("flow-server.peer-gone")
    private record PeerGone(Transport.PeerLost peer) implements Own {}

    @TraceName("flow-server.tick")
    private enum Tick implements Own {
        INSTANCE
    }

    /** Work given out. */
    private record Sent(NodeId node, ActorRef<FlowProtocol.ToGateway> replyTo) {}

    /** A flow of another node. */
    private record FlowName(NodeId gateway, long flow) implements Comparable<FlowName> {
        @Override
        public int compareTo(FlowName other) {
            int byGateway = gateway.compareTo(other.gateway);
            return byGateway != 0 ? byGateway : Long.compare(flow, other.flow);
        }
    }

    /**
     * What a flow server is made from.
     *
     * @param self its node
     * @param kv way to the ranges, in the virtual cluster's own name
     * @param name of the virtual cluster
     * @param registry shared with the server and its sessions
     * @param rowIds source of {@code unique_rowid()}
     * @param onFlowsChanged told when a flow of another node has ended
     * @param onInstancesChanged told when other servers have come, gone or changed
     */
    public record Setup(
            NodeId self,
            KvPort.Setup kv,
            String name,
            FlowRegistry registry,
            LongSupplier rowIds,
            SqlCostModel costs,
            HostServices services,
            Runnable onFlowsChanged,
            Runnable onInstancesChanged) {
        String service() {
            return FlowProtocol.service(kv.tenant());
        }
    }

    private FlowServer(ActorContext<Command> context, TimerScheduler<Command> timers, Setup setup) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        setup.services().transport().bind(setup.service(), context.getSelf());
        setup.services()
                .transport()
                .onPeerLost(context.messageAdapter(Transport.PeerLost.class, PeerGone::new));
    }

    /** A flow server, bound to the network until it stops. */
    public static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new FlowServer(context, timers, setup)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(FlowProtocol.Setup.class, this::onSetup)
                .onMessage(FlowProtocol.Cancel.class, this::onCancel)
                .onMessage(FlowProtocol.Ping.class, this::onPing)
                .onMessage(FlowProtocol.Pong.class, this::onPong)
                .onMessage(FlowProtocol.Gossip.class, this::onGossip)
                .onMessage(FlowProtocol.InstancesChanged.class, changed -> onInstancesChanged())
                .onMessage(Open.class, this::onOpen)
                .onMessage(Close.class, this::onClose)
                .onMessage(Ended.class, this::onEnded)
                .onMessage(PeerGone.class, this::onPeerGone)
                .onMessageEquals(Tick.INSTANCE, this::onTick)
                .onMessageEquals(Refuse.INSTANCE, this::onRefuse)
                .onSignal(PostStop.class, stopped -> onPostStop())
                .build();
    }

    // ------------------------------------------------------------------ work of others

    private Behavior<Command> onSetup(FlowProtocol.Setup request) {
        if (!request.tenant().equals(setup.kv().tenant())) {
            throw new InvariantViolation("the desk of " + setup.kv().tenant()
                    + " was given work of " + request.tenant());
        }
        setup.registry().peers().heard(request.gateway());
        if (isRefusing) {
            setup.services().emit(new SqlServerChange.FlowRefused(setup.name(), request.gateway()));
            request.replyTo()
                    .tell(new FlowProtocol.Failed(
                            request.flow(),
                            lost("could not register flow: the registry is draining")));
            return this;
        }
        FlowName name = new FlowName(request.gateway(), request.flow());
        ActorRef<FlowWorker.Command> worker = getContext()
                .spawn(
                        FlowWorker.create(new FlowWorker.Setup(
                                request,
                                setup.kv(),
                                setup.rowIds(),
                                setup.costs(),
                                setup.services())),
                        "flow-" + name.gateway().hostName() + "-" + name.flow());
        getContext().watchWith(worker, new Ended(name));
        workers.put(name, worker);
        setup.registry().running(workers.size());
        return this;
    }

    private Behavior<Command> onCancel(FlowProtocol.Cancel cancel) {
        ActorRef<FlowWorker.Command> worker =
                workers.get(new FlowName(cancel.gateway(), cancel.flow()));
        if (worker != null) {
            getContext().stop(worker);
        }
        return this;
    }

    private Behavior<Command> onEnded(Ended ended) {
        workers.remove(ended.name());
        setup.registry().running(workers.size());
        setup.onFlowsChanged().run();
        return this;
    }

    private Behavior<Command> onRefuse() {
        isRefusing = true;
        workers.forEach((name, worker) -> {
            setup.services().emit(new SqlServerChange.FlowCut(setup.name(), name.gateway()));
            getContext().stop(worker);
        });
        return this;
    }

    // ------------------------------------------------------------------ work given out

    private Behavior<Command> onOpen(Open open) {
        sent.put(open.flow(), new Sent(open.node(), open.replyTo()));
        send(
                open.node(),
                new FlowProtocol.Setup(
                        open.flow(),
                        setup.self(),
                        setup.kv().tenant(),
                        open.spec(),
                        open.replyTo()));
        keepPinging();
        return this;
    }

    private Behavior<Command> onClose(Close close) {
        Sent work = sent.remove(close.flow());
        if (work != null && !close.hasEnded()) {
            send(work.node(), new FlowProtocol.Cancel(close.flow(), setup.self()));
        }
        return this;
    }

    /** Work given to a node will not come back. */
    private void giveUp(NodeId node, String reason) {
        for (long flow : new ArrayList<>(sent.keySet())) {
            Sent work = sent.get(flow);
            if (work.node().equals(node)) {
                sent.remove(flow);
                work.replyTo().tell(new FlowProtocol.Failed(flow, lost(reason)));
            }
        }
    }

    private static SqlError lost(String reason) {
        return SqlError.of(SqlState.INTERNAL_CONNECTION_FAILURE, reason);
    }

    // ------------------------------------------------------------------ who is there

    private Behavior<Command> onPing(FlowProtocol.Ping ping) {
        send(ping.from(), new FlowProtocol.Pong(setup.self()));
        return this;
    }

    private Behavior<Command> onPong(FlowProtocol.Pong pong) {
        setup.registry().peers().heard(pong.from());
        return this;
    }

    private Behavior<Command> onGossip(FlowProtocol.Gossip gossip) {
        setup.registry().peers().gossip(gossip.from(), gossip.isDraining());
        return this;
    }

    private Behavior<Command> onInstancesChanged() {
        setup.onInstancesChanged().run();
        return this;
    }

    private Behavior<Command> onPeerGone(PeerGone gone) {
        String service = gone.peer().service();
        Optional<NodeId> node = NodeId.ofHost(gone.peer().host());
        boolean concernsFlows = service.isEmpty() || service.equals(setup.service());
        if (concernsFlows && node.isPresent()) {
            setup.registry().peers().lost(node.get());
            giveUp(node.get(), "connection to " + node.get().hostName() + " reset by peer");
            cancelFor(node.get());
            keepPinging();
        }
        return this;
    }

    /** Nobody waits for a dead gateway's rows. */
    private void cancelFor(NodeId gateway) {
        workers.forEach((name, worker) -> {
            if (name.gateway().equals(gateway)) {
                getContext().stop(worker);
            }
        });
    }

    private void keepPinging() {
        if (!isPinging) {
            isPinging = true;
            timers.startSingleTimer(Tick.INSTANCE, PING_INTERVAL);
        }
    }

    /** Asks those who work for us, and those who did not answer; as long as there are any. */
    private Behavior<Command> onTick() {
        isPinging = false;
        FlowPeers peers = setup.registry().peers();
        long now = setup.services().monotonicNanos();
        for (NodeId node : peers.overdue(now - PING_TIMEOUT_NANOS)) {
            giveUp(node, "no answer from " + node.hostName());
        }
        TreeSet<NodeId> asked = peers.silent();
        sent.values().forEach(work -> asked.add(work.node()));
        for (NodeId node : asked) {
            peers.pinged(node, now);
            send(node, new FlowProtocol.Ping(setup.self()));
        }
        if (!asked.isEmpty()) {
            keepPinging();
        }
        return this;
    }

    private void send(NodeId node, FlowProtocol.ToDesk message) {
        setup.services().transport().send(node.hostName(), setup.service(), message);
    }

    private Behavior<Command> onPostStop() {
        setup.services().transport().unbind(setup.service());
        return this;
    }
}
