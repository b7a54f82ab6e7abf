package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.trace.TraceName;
import io.biplane.settings.version.VersionRules;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.control.CoordinatorPort;
import io.biplane.sqlserver.tenant.TenantServerProtocol;
import io.biplane.sqlserver.tenant.VirtualClusters;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Carries out on this node, and on all others, what control-plane statements need beyond their transaction. Its state: rounds of
 * questions to the peers, and peers' questions that wait for this node's own reads.
 */
final class ControlPlaneCoordinator extends AbstractBehavior<ControlPlaneCoordinator.Command> {
    /** Service name on each node. */
    static final String SERVICE = "cluster";

    /** How long others are waited for after a change; one that is late finds it by its next regular read. Our choice. */
    private static final Duration REFRESH_LIMIT = Duration.ofMillis(500);
    /** How long a node may take to say that it knows a version. Source: RPC network timeout 2 s, twice, and a sync. */
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(5);

    private static final Duration ASK_LIMIT = Duration.ofSeconds(2);
    /** Source: docs/reference/virtual-clusters.md §4: limit 10 min, back-off up to 10 s. */
    private static final long STOP_LIMIT_NANOS = 600_000_000_000L;

    private static final long STOP_BACKOFF_FIRST_NANOS = 100_000_000L;
    private static final long STOP_BACKOFF_LONGEST_NANOS = 10_000_000_000L;

    private final TimerScheduler<Command> timers;
    private final Setup setup;
    private final ActorRef<PeerRequest.Answer> peerAnswers;
    private final ActorRef<TenantServerProtocol.Refreshed> rowsRead;
    private final ActorRef<ControlWatch.Refreshed> controlRead;
    private final ActorRef<VirtualClusters.ServerAnswer> serverAnswers;
    private final TreeMap<Long, Round> rounds = new TreeMap<>();
    private final TreeMap<Long, Own> own = new TreeMap<>();
    private long lastId;

    sealed interface Command
            permits PeerRequest,
                    Attach,
                    FromStatement,
                    FromPeer,
                    OwnStep,
                    OwnServer,
                    Late,
                    Again,
                    Bumped {}

    /** The node's tenant servers, which need the coordinator before it can know them. */
    @TraceName("control-coordinator.attach")
    record Attach(ActorRef<VirtualClusters.Command> virtualClusters) implements Command {}

    /** A session's question. */
    @TraceName("control-coordinator.from-statement")
    record FromStatement(CoordinatorClient.Question question) implements Command {}

    @TraceName("control-coordinator.from-peer")
    record FromPeer(PeerRequest.Answer answer) implements Command {}

    @TraceName("control-coordinator.own-step")
    record OwnStep(long id) implements Command {}

    @TraceName("control-coordinator.own-server")
    record OwnServer(VirtualClusters.ServerAnswer answer) implements Command {}

    @TraceName("control-coordinator.late")
    record Late(long round) implements Command {}

    @TraceName("control-coordinator.again")
    record Again(CoordinatorClient.Question question, long backoffNanos, long untilNanos)
            implements Command {}

    @TraceName("control-coordinator.bumped")
    record Bumped(PeerRequest request) implements Command {}

    /**
     * What the coordinator works with.
     *
     * @param self this node
     * @param binary version of the process
     * @param nodes all nodes, this one included
     * @param isLive whether a node counts as up
     * @param watch reads the system's rows
     * @param raise has this node work by a version, and calls back when it is durable
     * @param services the machine
     */
    record Setup(
            NodeId self,
            ClusterVersion binary,
            List<NodeId> nodes,
            Predicate<NodeId> isLive,
            ActorRef<ControlWatch.Command> watch,
            Raise raise,
            HostServices services) {}

    /** Has this node work by a version. */
    @FunctionalInterface
    interface Raise {
        void to(ClusterVersion version, Runnable durable);
    }

    /** A question to several nodes. */
    private static final class Round {
        private final TreeSet<NodeId> missing;
        private final TreeMap<NodeId, String> refusals = new TreeMap<>();
        private final RoundEnd end;

        Round(TreeSet<NodeId> missing, RoundEnd end) {
            this.missing = missing;
            this.end = end;
        }
    }

    /** What follows a round. */
    @FunctionalInterface
    private interface RoundEnd {
        void on(TreeSet<NodeId> missing, TreeMap<NodeId, String> refusals);
    }

    /** A peer's question that waits for this node's own reads. */
    private static final class Own {
        private final PeerRequest request;
        private int left;

        Own(PeerRequest request, int left) {
            this.request = request;
            this.left = left;
        }
    }

    private Optional<ActorRef<VirtualClusters.Command>> virtualClusters = Optional.empty();

    private ControlPlaneCoordinator(
            ActorContext<Command> context, TimerScheduler<Command> timers, Setup setup) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.peerAnswers = context.messageAdapter(PeerRequest.Answer.class, FromPeer::new);
        this.rowsRead = context.messageAdapter(
                TenantServerProtocol.Refreshed.class, read -> new OwnStep(read.id()));
        this.controlRead = context.messageAdapter(
                ControlWatch.Refreshed.class, read -> new OwnStep(read.id()));
        this.serverAnswers =
                context.messageAdapter(VirtualClusters.ServerAnswer.class, OwnServer::new);
    }

    /** A coordinator; binds itself as service {@value #SERVICE}. */
    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            setup.services().transport().bind(SERVICE, context.getSelf());
            return new ControlPlaneCoordinator(context, timers, setup);
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Attach.class, this::onAttach)
                .onMessage(FromStatement.class, this::onFromStatement)
                .onMessage(PeerRequest.class, this::onPeerRequest)
                .onMessage(FromPeer.class, this::onFromPeer)
                .onMessage(OwnStep.class, this::onOwnStep)
                .onMessage(OwnServer.class, this::onOwnServer)
                .onMessage(Late.class, this::onLate)
                .onMessage(Again.class, this::onAgain)
                .onMessage(Bumped.class, this::onBumped)
                .build();
    }

    private Behavior<Command> onAttach(Attach attach) {
        virtualClusters = Optional.of(attach.virtualClusters());
        return this;
    }

    // ------------------------------------------------------------------ statements of this node

    private Behavior<Command> onFromStatement(FromStatement message) {
        CoordinatorClient.Question question = message.question();
        CoordinatorPort.Request request = question.request();
        if (request == CoordinatorPort.RefreshSystem.INSTANCE) {
            refresh(question, TenantId.SYSTEM);
        } else if (request == CoordinatorPort.RefreshOwn.INSTANCE) {
            refresh(question, question.tenant());
        } else if (request instanceof CoordinatorPort.RaiseStorageVersion raise) {
            raise(question, raise.to());
        } else if (request instanceof CoordinatorPort.AwaitStopped) {
            long untilNanos = setup.services().monotonicNanos() + STOP_LIMIT_NANOS;
            awaitStopped(new Again(question, STOP_BACKOFF_FIRST_NANOS, untilNanos));
        }
        return this;
    }

    private void refresh(CoordinatorClient.Question question, TenantId tenant) {
        ask(
                setup.nodes(),
                new PeerRequest.RefreshRows(tenant),
                REFRESH_LIMIT,
                (missing, refusals) -> answer(question, Optional.empty()));
    }

    /** All nodes must know the version; then all must work by it; only then may it be written. */
    private void raise(CoordinatorClient.Question question, ClusterVersion to) {
        RoundEnd bump = (missing, refusals) -> {
            Optional<String> refusal = refusal(missing, refusals);
            if (refusal.isPresent()) {
                answer(question, refusal);
                return;
            }
            ask(
                    setup.nodes(),
                    new PeerRequest.Bump(to),
                    VERSION_LIMIT,
                    (late, refused) -> answer(question, refusal(late, refused)));
        };
        ask(setup.nodes(), new PeerRequest.Validate(to), VERSION_LIMIT, bump);
    }

    /** Source of the text: CockroachDB {@code upgradecluster.NodesFromNodeLiveness}. */
    private static Optional<String> refusal(
            TreeSet<NodeId> missing, TreeMap<NodeId, String> refusals) {
        if (!missing.isEmpty()) {
            return Optional.of(missing.first() + " required, but unavailable");
        }
        return refusals.isEmpty()
                ? Optional.empty()
                : Optional.of(refusals.firstEntry().getValue());
    }

    private void awaitStopped(Again again) {
        CoordinatorPort.AwaitStopped awaited =
                (CoordinatorPort.AwaitStopped) again.question().request();
        List<NodeId> live = setup.nodes().stream().filter(setup.isLive()).toList();
        ask(live, new PeerRequest.IsUp(awaited.tenant()), ASK_LIMIT, (missing, refusals) -> {
            boolean isDown = missing.isEmpty() && refusals.size() == live.size();
            long now = setup.services().monotonicNanos();
            if (isDown) {
                answer(again.question(), Optional.empty());
            } else if (now >= again.untilNanos()) {
                answer(
                        again.question(),
                        Optional.of("timed out waiting for the service to stop on all nodes"));
            } else {
                timers.startSingleTimer(
                        again.question(), again, Duration.ofNanos(again.backoffNanos()));
            }
        });
    }

    private Behavior<Command> onAgain(Again again) {
        long next = Math.min(2 * again.backoffNanos(), STOP_BACKOFF_LONGEST_NANOS);
        awaitStopped(new Again(again.question(), next, again.untilNanos()));
        return this;
    }

    private static void answer(CoordinatorClient.Question question, Optional<String> refusal) {
        question.replyTo().tell(new CoordinatorClient.Answer(question.id(), refusal));
    }

    // ------------------------------------------------------------------ rounds

    private void ask(
            List<NodeId> nodes, PeerRequest.Question question, Duration limit, RoundEnd end) {
        long id = ++lastId;
        rounds.put(id, new Round(new TreeSet<>(nodes), end));
        for (NodeId node : nodes) {
            setup.services()
                    .transport()
                    .send(node.hostName(), SERVICE, new PeerRequest(id, question, peerAnswers));
        }
        timers.startSingleTimer(new Late(id), new Late(id), limit);
    }

    private Behavior<Command> onFromPeer(FromPeer message) {
        PeerRequest.Answer answer = message.answer();
        Round round = rounds.get(answer.id());
        if (round != null && round.missing.remove(answer.node())) {
            answer.refusal().ifPresent(text -> round.refusals.put(answer.node(), text));
            if (round.missing.isEmpty()) {
                end(answer.id());
            }
        }
        return this;
    }

    private Behavior<Command> onLate(Late late) {
        if (rounds.containsKey(late.round())) {
            end(late.round());
        }
        return this;
    }

    private void end(long id) {
        timers.cancel(new Late(id));
        Round round = rounds.remove(id);
        round.end.on(round.missing, round.refusals);
    }

    // ------------------------------------------------------------------ questions of peers

    private Behavior<Command> onPeerRequest(PeerRequest request) {
        PeerRequest.Question question = request.question();
        if (question instanceof PeerRequest.RefreshRows refresh) {
            refreshOwn(request, refresh.tenant());
        } else if (question instanceof PeerRequest.Validate validate) {
            reply(request, VersionRules.refusalByNode(setup.binary(), validate.to()));
        } else if (question instanceof PeerRequest.Bump bump) {
            ActorRef<Command> self = getContext().getSelf();
            setup.raise().to(bump.to(), () -> self.tell(new Bumped(request)));
        } else if (question instanceof PeerRequest.IsUp isUp) {
            long id = await(request, 1);
            tellServers(new VirtualClusters.AskServer(id, isUp.tenant(), serverAnswers), id);
        }
        return this;
    }

    /** The system's rows are read by the node and by its system SQL server, others by their own server alone. */
    private void refreshOwn(PeerRequest request, TenantId tenant) {
        long id = await(request, tenant.isSystem() ? 2 : 1);
        if (tenant.isSystem()) {
            setup.watch().tell(new ControlWatch.Refresh(id, controlRead));
        }
        tellServers(new VirtualClusters.Refresh(id, tenant, rowsRead), id);
    }

    private long await(PeerRequest request, int left) {
        long id = ++lastId;
        own.put(id, new Own(request, left));
        return id;
    }

    private void tellServers(VirtualClusters.Command command, long id) {
        if (virtualClusters.isPresent()) {
            virtualClusters.get().tell(command);
        } else {
            getContext().getSelf().tell(new OwnStep(id));
        }
    }

    private Behavior<Command> onOwnStep(OwnStep step) {
        Own waiting = own.get(step.id());
        if (waiting != null && --waiting.left == 0) {
            own.remove(step.id());
            reply(waiting.request, Optional.empty());
        }
        return this;
    }

    /** A server that is down refuses the question whether it is up. */
    private Behavior<Command> onOwnServer(OwnServer message) {
        Own waiting = own.remove(message.answer().id());
        if (waiting != null) {
            reply(
                    waiting.request,
                    message.answer().isUp() ? Optional.empty() : Optional.of("down"));
        }
        return this;
    }

    private Behavior<Command> onBumped(Bumped bumped) {
        reply(bumped.request(), Optional.empty());
        return this;
    }

    private void reply(PeerRequest request, Optional<String> refusal) {
        request.replyTo().tell(new PeerRequest.Answer(request.id(), setup.self(), refusal));
    }
}
