package io.biplane.sqlserver.tenant;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.route.KvClient;
import io.biplane.settings.version.VersionRules;
import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.session.TenantSql;
import io.biplane.sql.types.KeyEncoding;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.sqlserver.control.ControlContext;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.drain.ServerDrain;
import io.biplane.sqlserver.flow.FlowGateway;
import io.biplane.sqlserver.flow.FlowPeers;
import io.biplane.sqlserver.flow.FlowRegistry;
import io.biplane.sqlserver.flow.FlowServer;
import io.biplane.sqlserver.record.TenantRecord;
import io.biplane.sqlserver.session.SessionActor;
import io.biplane.sqlserver.session.SessionProtocol;
import io.biplane.sqlserver.session.SessionSetup;
import io.biplane.sqlserver.transaction.KvPort;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One virtual cluster's SQL server on one node. Speaks with its parent by {@link TenantServerProtocol.Event}s. Mutable are its copy of the rows it
 * works by, its sessions and where its drain stands; {@link ServerState} holds the first.
 */
public final class TenantServer extends AbstractBehavior<TenantServerProtocol.Command> {
    /** How often own rows are read again. Our choice: rangefeeds, which tell at once, come later (docs/decisions/0062). */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);
    /** How soon a failed read of own rows is tried again. */
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    /** Source: CockroachDB renews a SQL instance's session every 5 s; a third of its life of 40 s loses nothing here. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(13);
    /** Source: docs/reference/operations.md §4, VC auto-finalize. */
    private static final Duration UPGRADE_INTERVAL = Duration.ofSeconds(30);

    private final TimerScheduler<TenantServerProtocol.Command> timers;
    private final TenantServerSetup setup;
    private final ActorRef<TenantServerProtocol.Event> parent;
    private final ServerState state;
    private final KvPort kv;
    private final CoordinatorClient coordinator;
    private final SessionSetup sessionSetup;
    private final SqlInstance instance;
    private final FlowRegistry registry;
    private final ActorRef<FlowServer.Command> flowServer;
    private final ServerDrainer drainer;
    private final TreeMap<Long, ActorRef<SessionProtocol.Command>> sessions = new TreeMap<>();
    private final List<TenantServerProtocol.Refresh> refreshWaiters = new ArrayList<>();
    /** Who asked while a read was under way that may be too old for them. */
    private final List<TenantServerProtocol.Refresh> waitingForNextRead = new ArrayList<>();

    private long lastSessionId;
    private boolean isReading;
    /** Something has changed since the read under way began. */
    private boolean readAgain;

    private TenantServer(
            ActorContext<TenantServerProtocol.Command> context,
            TimerScheduler<TenantServerProtocol.Command> timers,
            TenantServerSetup setup,
            TenantRecord tenant,
            TenantServerProtocol.OverridesChanged initial,
            ActorRef<TenantServerProtocol.Event> parent) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.parent = parent;
        this.state = new ServerState(setup, tenant, initial);
        ActorRef<KvClient.Command> client =
                context.spawn(setup.storage().client().apply(tenant.id()), "kv-client");
        KvPort.Setup ports = new KvPort.Setup(
                tenant.id(),
                client,
                setup.storage().clock(),
                setup.storage().maxOffsetNanos(),
                setup.storage().ids(),
                key -> state.rows().descriptor(key));
        this.kv = new KvPort(
                ports,
                context.messageAdapter(BatchAnswer.class, TenantServerProtocol.KvAnswered::new));
        this.coordinator = new CoordinatorClient(
                tenant.id(),
                setup.coordinator(),
                context.messageAdapter(
                        CoordinatorClient.Answer.class,
                        TenantServerProtocol.CoordinatorAnswered::new));
        NodeEnvironment environment = new NodeEnvironment(setup);
        TenantSql sql = TenantSql.create(
                new TenantIdentity(tenant.id().value(), tenant.name()),
                KeyEncoding.tenantPrefix(tenant.id().value()),
                environment);
        this.registry = new FlowRegistry(new FlowPeers(setup.node(), tenant.id().isSystem()));
        this.flowServer = context.spawn(FlowServer.create(flowSetup(ports, environment)), "flows");
        this.sessionSetup = new SessionSetup(
                sql,
                ports,
                new FlowGateway.Setup(
                        setup.node(), flowServer, registry, tenant.name(), setup.services()),
                setup.coordinator(),
                state,
                setup.costs());
        this.instance = new SqlInstance(
                setup, new ControlContext(ControlContext.NODE_USER, kv, coordinator, state), kv);
        this.drainer = new ServerDrainer(setup, state, instance, new DrainHands());
    }

    private FlowServer.Setup flowSetup(KvPort.Setup ports, NodeEnvironment environment) {
        ActorRef<TenantServerProtocol.Command> self = getContext().getSelf();
        return new FlowServer.Setup(
                setup.node(),
                ports,
                state.name(),
                registry,
                environment::uniqueRowId,
                setup.costs(),
                setup.services(),
                () -> self.tell(TenantServerProtocol.News.FLOW_ENDED),
                () -> self.tell(TenantServerProtocol.News.INSTANCES_CHANGED));
    }

    /**
     * A server of one virtual cluster.
     *
     * @param initial what the system virtual cluster imposes at this moment
     */
    public static Behavior<TenantServerProtocol.Command> create(
            TenantServerSetup setup,
            TenantRecord tenant,
            TenantServerProtocol.OverridesChanged initial,
            ActorRef<TenantServerProtocol.Event> parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            TenantServer server = new TenantServer(context, timers, setup, tenant, initial, parent);
            server.read();
            return server;
        }));
    }

    @Override
    public Receive<TenantServerProtocol.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(TenantServerProtocol.Connect.class, this::onConnect)
                .onMessage(TenantServerProtocol.OverridesChanged.class, this::onOverridesChanged)
                .onMessage(TenantServerProtocol.Refresh.class, this::onRefresh)
                .onMessage(TenantServerProtocol.KvAnswered.class, this::onKvAnswered)
                .onMessage(
                        TenantServerProtocol.CoordinatorAnswered.class, this::onCoordinatorAnswered)
                .onMessage(TenantServerProtocol.SessionEnded.class, this::onSessionEnded)
                .onMessage(TenantServerProtocol.Timer.class, this::onTimer)
                .onMessageEquals(TenantServerProtocol.News.FLOW_ENDED, this::advanceIfDraining)
                .onMessageEquals(
                        TenantServerProtocol.News.INSTANCES_CHANGED, this::onInstancesChanged)
                .onMessageEquals(TenantServerProtocol.Drain.INSTANCE, this::onDrain)
                .onMessageEquals(TenantServerProtocol.Crash.INSTANCE, this::onCrash)
                .build();
    }

    // ------------------------------------------------------------------ own rows

    /** Reads own rows; one read at a time, so a request during a read waits for the next one. */
    private void read() {
        isReading = true;
        kv.send(OwnRows.requests(state.tenant())).then(this::onRead);
    }

    private void onRead(BatchReply reply) {
        isReading = false;
        if (reply instanceof BatchReply.Ok ok) {
            OwnRows rows = OwnRows.read(state.tenant(), ok.responses());
            if (!rows.hasSameDescriptors(state.rows())) {
                sessionSetup.sql().catalogCache().invalidate();
            }
            state.rows(rows);
            registry.peers().instances(rows.instances());
            onRowsRead();
        } else {
            timers.startSingleTimer(TenantServerProtocol.Timer.RETRY, RETRY_DELAY);
        }
    }

    private Behavior<TenantServerProtocol.Command> onInstancesChanged() {
        if (isReading) {
            readAgain = true;
        } else {
            read();
        }
        return this;
    }

    private void onRowsRead() {
        List<TenantServerProtocol.Refresh> told = new ArrayList<>(refreshWaiters);
        refreshWaiters.clear();
        told.forEach(
                waiter -> waiter.replyTo().tell(new TenantServerProtocol.Refreshed(waiter.id())));
        if (!state.isServing()) {
            begin();
        }
        if (!waitingForNextRead.isEmpty() || readAgain) {
            readAgain = false;
            refreshWaiters.addAll(waitingForNextRead);
            waitingForNextRead.clear();
            read();
        }
    }

    private Behavior<TenantServerProtocol.Command> onRefresh(TenantServerProtocol.Refresh refresh) {
        if (isReading) {
            waitingForNextRead.add(refresh);
        } else {
            refreshWaiters.add(refresh);
            read();
        }
        return this;
    }

    /** The first read is in: the version decides whether this binary may serve. */
    private void begin() {
        Optional<String> refusal = VersionRules.refusalToServe(setup.binary(), state.version());
        if (refusal.isPresent()) {
            setup.services().emit(new SqlServerChange.ServerRefused(state.name(), refusal.get()));
            parent.tell(new TenantServerProtocol.Refused(state.record(), refusal.get()));
            return;
        }
        state.serve();
        setup.services()
                .emit(new SqlServerChange.TenantStarted(
                        state.tenant(), state.name(), setup.node()));
        timers.startTimerWithFixedDelay(TenantServerProtocol.Timer.REFRESH, REFRESH_INTERVAL);
        timers.startTimerWithFixedDelay(TenantServerProtocol.Timer.HEARTBEAT, HEARTBEAT_INTERVAL);
        timers.startTimerWithFixedDelay(TenantServerProtocol.Timer.UPGRADE, UPGRADE_INTERVAL);
        instance.signOn();
        instance.gossip(false);
        parent.tell(new TenantServerProtocol.Serving(
                state.record(),
                getContext()
                        .messageAdapter(
                                ConnectProtocol.Connect.class, TenantServerProtocol.Connect::new)));
    }

    private Behavior<TenantServerProtocol.Command> onOverridesChanged(
            TenantServerProtocol.OverridesChanged change) {
        state.overrides(change);
        return this;
    }

    private Behavior<TenantServerProtocol.Command> onKvAnswered(
            TenantServerProtocol.KvAnswered answered) {
        kv.onAnswer(answered.answer());
        return state.isEnded() ? Behaviors.stopped() : this;
    }

    private Behavior<TenantServerProtocol.Command> onCoordinatorAnswered(
            TenantServerProtocol.CoordinatorAnswered answered) {
        coordinator.onAnswer(answered.answer());
        return this;
    }

    private Behavior<TenantServerProtocol.Command> onTimer(TenantServerProtocol.Timer timer) {
        switch (timer) {
            case REFRESH, RETRY -> {
                if (!isReading) {
                    read();
                }
            }
            case HEARTBEAT -> instance.heartbeat();
            case UPGRADE -> instance.upgrade();
            case DRAIN -> {
                return advanceDrain();
            }
        }
        return this;
    }

    // ------------------------------------------------------------------ sessions

    private Behavior<TenantServerProtocol.Command> onConnect(TenantServerProtocol.Connect command) {
        ConnectProtocol.Connect connect = command.connect();
        if (drainer.refusesConnections()) {
            refuse(connect, "57P01", "server is not accepting clients, try another node");
            return this;
        }
        verifier(connect.user()).then(verifier -> admit(connect, verifier));
        return this;
    }

    /** What proves the user; empty when there is no such user. Read once, then cached. */
    private Promise<Optional<String>> verifier(String user) {
        Optional<Optional<String>> known = state.users().find(user);
        if (known.isPresent()) {
            return Promise.ready(known.get());
        }
        setup.services().emit(new SqlServerChange.UserCacheMissed(state.name()));
        return state.users().load(kv, user);
    }

    private void admit(ConnectProtocol.Connect connect, Optional<String> verifier) {
        boolean isProven = verifier.isPresent()
                && (verifier.get().isEmpty() || verifier.get().equals(connect.password()));
        if (!isProven) {
            refuse(connect, "28P01", "password authentication failed for user " + connect.user());
            return;
        }
        if (!connect.password().isEmpty()) {
            setup.services().charge(setup.costs().passwordNanos());
        }
        long id = ++lastSessionId;
        SessionActor.Client client = new SessionActor.Client(
                connect.clientName(),
                connect.user(),
                connect.events(),
                session -> connect.replyTo()
                        .tell(new ConnectProtocol.Connected(
                                session, state.name(), setup.node().hostName())));
        ActorRef<SessionProtocol.Command> session =
                getContext().spawn(SessionActor.create(sessionSetup, client), "session-" + id);
        getContext().watchWith(session, new TenantServerProtocol.SessionEnded(id));
        sessions.put(id, session);
    }

    private static void refuse(ConnectProtocol.Connect connect, String sqlState, String message) {
        connect.replyTo().tell(new ConnectProtocol.Refused(sqlState, message, ""));
    }

    private Behavior<TenantServerProtocol.Command> onSessionEnded(
            TenantServerProtocol.SessionEnded ended) {
        sessions.remove(ended.id());
        return advanceIfDraining();
    }

    private Behavior<TenantServerProtocol.Command> advanceIfDraining() {
        return drainer.isDraining() && !state.isEnded() ? advanceDrain() : this;
    }

    // ------------------------------------------------------------------ drain

    private Behavior<TenantServerProtocol.Command> onDrain() {
        if (drainer.isDraining()) {
            return this;
        }
        drainer.begin();
        return advanceDrain();
    }

    private Behavior<TenantServerProtocol.Command> advanceDrain() {
        return drainer.advance() ? finish() : this;
    }

    /** The drainer's hands. */
    private final class DrainHands implements ServerDrainer.Hands {
        @Override
        public int sessions() {
            return sessions.size();
        }

        @Override
        public int flows() {
            return registry.running();
        }

        @Override
        public void tellSessions(SessionProtocol.Command command) {
            sessions.values().forEach(session -> session.tell(command));
        }

        @Override
        public void lookAgain(Duration delay) {
            timers.startSingleTimer(TenantServerProtocol.Timer.DRAIN, delay);
        }

        @Override
        public void report(ServerDrain.Phase phase, int left) {
            parent.tell(new TenantServerProtocol.Draining(state.record(), phase, left));
        }
    }

    /** Nothing is left: takes the instance's row back and stops once that is answered. */
    private Behavior<TenantServerProtocol.Command> finish() {
        timers.cancelAll();
        state.end();
        flowServer.tell(FlowServer.Refuse.INSTANCE);
        setup.services()
                .emit(new SqlServerChange.TenantStopped(
                        state.tenant(), state.name(), setup.node()));
        instance.signOff();
        return this;
    }

    private Behavior<TenantServerProtocol.Command> onCrash() {
        setup.services()
                .emit(new SqlServerChange.TenantCrashed(
                        state.tenant(), state.name(), setup.node()));
        throw new TenantFailure("the SQL server of " + state.name() + " was made to fail");
    }

    /** The modelled failure of a tenant server; its parent restarts it. */
    static final class TenantFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TenantFailure(String message) {
            super(message, null, false, false);
        }
    }
}
